package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.LiveNetworks;
import dev.kapok.libpod.connect.RequestedNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
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
    JoinedNetworks.requireBridge(container, KapokException.Kind.INVALID);
    List<NetworkAttachment> before = container.config().network().networks();
    NetworkAttachment added = new RequestedNetworks(parts()).another(before, wish);
    if (JoinedNetworks.has(before, added.network())) {
      if (container.state().status() == Status.CONFIGURED) {
        return container.config().id();
      }
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "container "
              + container.config().id()
              + " is already connected to network \""
              + added.network()
              + "\": network is already connected");
    }
    List<NetworkAttachment> networks = new ArrayList<>(before);
    networks.add(added);
    JoinedNetworks joined = new JoinedNetworks(parts());
    Container changed = joined.record(container, networks);
    if (container.state().pid() > 0) {
      try {
        new LiveNetworks(parts(), container).join(changed, added);
      } catch (RuntimeException e) {
        joined.record(changed, before);
        throw e;
      }
    }
    return container.config().id();
  }
}
