package dev.kapok.libpod.verb;

import dev.kapok.libpod.bundle.LiveNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.parts.EngineParts;

/** Sets up anew what a running container's networks need on the host. */
final class ReloadNetworks extends ContainerTransaction<String> {
  ReloadNetworks(EngineParts parts) {
    super(parts, Verb.CONNECT);
  }

  @Override
  String act(Container container) {
    boolean runs = container.state().pid() > 0;
    if (runs && container.config().network().mode() == NetworkConfig.Mode.BRIDGE) {
      new LiveNetworks(parts()).reload(container);
    }
    return container.config().id();
  }
}
