package dev.kapok.libpod.connect;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;

/**
 * Connects containers to their networks and takes them away again.
 *
 * <p>The caller has the container's lock. {@code netns} is always the path of the container's
 * network namespace, which may be gone when it is taken away. Failures are {@link
 * dev.kapok.libpod.KapokException}s; taking away goes on after one, and throws the first.
 */
public interface Connections {
  /** Returns the one of an engine: networks are the host's, or in the namespace of its user. */
  static Connections of(EngineParts parts) {
    return parts.config().storage().rootless()
        ? new RootlessNetworks(parts)
        : new HostNetworks(parts);
  }

  /**
   * Makes sure that nobody has the ports that a container is about to publish, before it is
   * connected.
   */
  void claimPorts(Container container);

  /**
   * Connects a container, whose ports are claimed, to all its networks; what was done is undone
   * where one of them fails. This does not use the database.
   *
   * @return what it sees
   */
  SeenNetwork connect(Container container, String netns);

  /**
   * Connects a running container to one more network; where that fails, nothing of it stays.
   *
   * @param container has it among its networks already
   */
  void join(Container container, NetworkAttachment network, String netns);

  /**
   * Takes a running container away from a network. Ports of the host that led to it there lead to
   * the first of the others from now on.
   *
   * @param container has it no more among its networks
   * @param force whether failures of the plugins are passed over
   */
  void leave(Container container, String network, String netns, boolean force);

  /**
   * Takes a running container away from its networks and connects it again as it was; one that it
   * should be on and is not is joined.
   */
  void reload(Container container, String netns);

  /** Returns what a connected container sees, by what is on record. */
  SeenNetwork seen(Container container);

  /** Takes a container away from all networks that it is on record to be connected to. */
  void disconnect(String id, String netns);

  /** As {@link #disconnect}, where the records of some or all networks may be lost. */
  void disconnectLost(Container container, String netns);
}
