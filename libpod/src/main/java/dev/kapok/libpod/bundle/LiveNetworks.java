package dev.kapok.libpod.bundle;

import dev.kapok.libpod.connect.ConnectedNetworks;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;

/** Changes the networks of a container that runs, and its files that speak of them. */
public final class LiveNetworks {
  private final EngineParts parts;
  private final ConnectedNetworks networks;

  /** Works with these parts. */
  public LiveNetworks(EngineParts parts) {
    this.parts = parts;
    this.networks = new ConnectedNetworks(parts);
  }

  /** Connects it to one more; {@code container} has it among its networks already. */
  public void join(Container container, NetworkAttachment network) {
    networks.join(container, network, netns(container));
    rewrite(container);
  }

  /** Takes it away from one; {@code container} has it among its networks no more. */
  public void leave(Container container, String network) {
    networks.leave(container.config().id(), network, netns(container));
    rewrite(container);
  }

  /** Sets all of them up anew, with the same addresses. */
  public void reload(Container container) {
    networks.reload(container, netns(container));
    rewrite(container);
  }

  private void rewrite(Container container) {
    new ContainerFiles(parts, container, null, networks.seen(container)).rewrite();
  }

  private String netns(Container container) {
    return parts.networkNamespaces().path(container.config().id());
  }
}
