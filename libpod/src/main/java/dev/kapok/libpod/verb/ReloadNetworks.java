package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.LiveNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;

/** Sets up anew what a running container's networks need on the host. */
final class ReloadNetworks extends ContainerTransaction<String> {
  ReloadNetworks(EngineParts parts) {
    super(parts, Verb.CONNECT);
  }

  @Override
  String act(Container container) {
    if (container.state().pid() == 0) {
      throw new KapokException(
          KapokException.Kind.WRONG_STATE,
          "cannot reload network unless container network has been configured: container state"
              + " improper");
    }
    JoinedNetworks.requireBridge(container, KapokException.Kind.WRONG_STATE);
    new LiveNetworks(parts(), container).reload();
    return container.config().id();
  }
}
