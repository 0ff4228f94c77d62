package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import java.util.Locale;

/** The record of which networks a container is on. */
final class JoinedNetworks {
  private final EngineParts parts;

  JoinedNetworks(EngineParts parts) {
    this.parts = parts;
  }

  /** Refuses a container of which the networks cannot change, by a failure of this kind. */
  static void requireBridge(Container container, KapokException.Kind kind) {
    NetworkConfig.Mode mode = container.config().network().mode();
    if (mode != NetworkConfig.Mode.BRIDGE) {
      throw new KapokException(
          kind,
          "\""
              + mode.name().toLowerCase(Locale.ROOT)
              + "\" is not supported: invalid network mode: only containers that were created with"
              + " --network NAME can change their networks");
    }
  }

  static boolean has(List<NetworkAttachment> networks, String name) {
    for (int i = 0; i < networks.size(); i++) {
      if (networks.get(i).network().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Records other networks. From the commit on nobody removes those that are new.
   *
   * @throws KapokException NOT_FOUND where a new one was removed meanwhile
   */
  Container record(Container container, List<NetworkAttachment> now) {
    NetworkConfig old = container.config().network();
    Container changed = new Container(container.config().connected(old.in(now)), container.state());
    String id = container.config().id();
    try (Tx tx = parts.database().begin()) {
      for (int i = 0; i < now.size(); i++) {
        if (!has(old.networks(), now.get(i).network())) {
          use(tx, now.get(i).network(), id);
        }
      }
      for (int i = 0; i < old.networks().size(); i++) {
        if (!has(now, old.networks().get(i).network())) {
          parts.networkUses().release(tx, old.networks().get(i).network(), id);
        }
      }
      parts.containers().saveNetworks(tx, changed.config());
      tx.commit();
    }
    return changed;
  }

  /** Records in a transaction that a container is on a network, which has to be defined still. */
  void use(Tx tx, String network, String container) {
    if (parts.definitions().get(network) == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "unable to find network with name or ID " + network + ": network not found");
    }
    parts.networkUses().use(tx, network, container);
  }
}
