package dev.kapok.libpod.bundle;

import dev.kapok.libpod.connect.Connections;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;

/**
 * Changes the networks of a container that runs, and those lines of its files that speak of them.
 */
public final class LiveNetworks {
  private final EngineParts parts;
  private final Connections networks;
  private final Container container;
  private final String netns;

  /** Works on this container, as it is on record. */
  public LiveNetworks(EngineParts parts, Container container) {
    this.parts = parts;
    this.networks = Connections.of(parts);
    this.container = container;
    this.netns = parts.networkNamespaces().path(container.config().id());
  }

  /** Connects it to one more, which {@code after} has among its networks. */
  public void join(Container after, NetworkAttachment network) {
    ContainerFiles before = files(container);
    networks.join(after, network, netns);
    try {
      files(after).change(before);
    } catch (RuntimeException e) {
      networks.leave(container, network.network(), netns, true);
      throw e;
    }
  }

  /**
   * Takes it away from one, which {@code after} has no more among its networks.
   *
   * @param force whether failures of the plugins are passed over
   */
  public void leave(Container after, String network, boolean force) {
    ContainerFiles before = files(container);
    networks.leave(after, network, netns, force);
    files(after).change(before);
  }

  /** Sets all of them up anew, with the same addresses. */
  public void reload() {
    ContainerFiles before = files(container);
    try {
      networks.reload(container, netns);
    } finally {
      files(container).change(before);
    }
  }

  private ContainerFiles files(Container of) {
    return new ContainerFiles(parts, of, null, networks.seen(of));
  }
}
