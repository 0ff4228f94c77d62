package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.LiveNetworks;
import dev.kapok.libpod.connect.RequestedNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a container away from one of its networks. The record changes last: where this process is
 * killed before, the same call does the rest, and so does the container's next start.
 */
final class DisconnectContainer extends ContainerTransaction<String> {
  private final String network;
  private final boolean force;

  /**
   * Plans it.
   *
   * @param network its name or id
   * @param force whether a failure of the plugins is passed over
   */
  DisconnectContainer(EngineParts parts, String network, boolean force) {
    super(parts, Verb.CONNECT);
    this.network = network;
    this.force = force;
  }

  @Override
  String act(Container container) {
    JoinedNetworks.requireBridge(container, KapokException.Kind.INVALID);
    List<NetworkAttachment> before = container.config().network().networks();
    String name = new RequestedNetworks(parts()).name(network, before);
    List<NetworkAttachment> kept = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).network().equals(name)) {
        kept.add(before.get(i));
      }
    }
    if (kept.size() == before.size()) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "container " + container.config().name() + " is not connected to network " + name);
    }
    if (container.state().pid() > 0) {
      Container after =
          new Container(
              container.config().connected(container.config().network().in(kept)),
              container.state());
      new LiveNetworks(parts(), container).leave(after, name, force);
    }
    new JoinedNetworks(parts()).record(container, kept);
    return container.config().id();
  }
}
