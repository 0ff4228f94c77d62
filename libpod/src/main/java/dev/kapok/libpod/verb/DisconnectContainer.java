package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.LiveNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;
import java.util.ArrayList;
import java.util.List;

/** Takes a container away from one of its networks. */
final class DisconnectContainer extends ContainerTransaction<String> {
  private final String network;
  private final boolean force;

  /**
   * Plans it.
   *
   * @param network its name
   * @param force whether a failure of the plugins is passed over
   */
  DisconnectContainer(EngineParts parts, String network, boolean force) {
    super(parts, Verb.CONNECT);
    this.network = network;
    this.force = force;
  }

  @Override
  String act(Container container) {
    ConnectContainer.requireBridge(container);
    List<NetworkAttachment> before = container.config().network().networks();
    List<NetworkAttachment> kept = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).network().equals(network)) {
        kept.add(before.get(i));
      }
    }
    if (kept.size() == before.size()) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "container "
              + container.config().id()
              + " is not connected to network "
              + network
              + ": network is not connected");
    }
    if (container.state().pid() > 0) {
      try {
        Container after =
            new Container(
                container.config().connected(container.config().network().in(kept)),
                container.state());
        new LiveNetworks(parts()).leave(after, network);
      } catch (RuntimeException e) {
        if (!force) {
          throw e;
        }
      }
    }
    ConnectContainer.record(parts(), container, kept);
    return container.config().id();
  }
}
