package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.LiveNetworks;
import dev.kapok.libpod.connect.RequestedNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/** Connects a container to one more network; where that fails, it stays as it was. */
final class ConnectContainer extends ContainerTransaction<String> {
  private final NetworkAttachment wish;

  ConnectContainer(EngineParts parts, NetworkAttachment wish) {
    super(parts, Verb.CONNECT);
    this.wish = wish;
  }

  @Override
  String act(Container container) {
    requireBridge(container);
    List<NetworkAttachment> before = container.config().network().networks();
    List<NetworkAttachment> asked = new ArrayList<>(before);
    asked.add(wish);
    List<NetworkAttachment> networks = new RequestedNetworks(parts()).complete(asked);
    NetworkAttachment added = networks.get(networks.size() - 1);
    if (isOn(added.network(), before)) {
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "container "
              + container.config().id()
              + " is already connected to network \""
              + added.network()
              + "\": network is already connected");
    }
    Container changed = record(parts(), container, networks);
    if (container.state().pid() > 0) {
      try {
        new LiveNetworks(parts()).join(changed, added);
      } catch (RuntimeException e) {
        record(parts(), container, before);
        throw e;
      }
    }
    return container.config().id();
  }

  static void requireBridge(Container container) {
    if (container.config().network().mode() != NetworkConfig.Mode.BRIDGE) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "container "
              + container.config().name()
              + " is on no defined network but has another network mode, which stays as it is:"
              + " create it with --network NAME");
    }
  }

  private static boolean isOn(String network, List<NetworkAttachment> networks) {
    for (int i = 0; i < networks.size(); i++) {
      if (networks.get(i).network().equals(network)) {
        return true;
      }
    }
    return false;
  }

  /** Records which networks a container is on. */
  static Container record(EngineParts parts, Container container, List<NetworkAttachment> now) {
    NetworkConfig network = container.config().network().in(now);
    Container changed = new Container(container.config().connected(network), container.state());
    try (Tx tx = parts.database().begin()) {
      parts.containers().saveNetworks(tx, changed.config());
      tx.commit();
    }
    return changed;
  }
}
