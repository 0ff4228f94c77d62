package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.RootlessNamespace;
import dev.kapok.network.cni.NetworkList;
import org.jspecify.annotations.Nullable;

/**
 * What a network leaves on the host although no container is on it: bridge, rules and leases of
 * containers whose records were lost.
 */
public final class NetworkLeftovers {
  private final EngineParts parts;

  /** Works with these parts. */
  public NetworkLeftovers(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Removes it. The caller makes sure that nobody connects a container meanwhile.
   *
   * @param network its name
   * @return what went wrong, null for nothing: that keeps no network from being removed
   */
  public @Nullable String collect(String network) {
    // Without that folder nothing was connected since the host was started.
    if (!parts.disk().exists(parts.paths().connections())) {
      return null;
    }
    try {
      NetworkList list = new NetworkLists(parts).find(network);
      if (list != null) {
        collect(list);
      }
      parts.disk().deleteTree(parts.paths().leases() + "/" + network);
      return null;
    } catch (RuntimeException e) {
      RuntimeException told = ConnectedNetworks.told(e);
      if (told instanceof KapokException) {
        return told.getMessage();
      }
      throw e;
    }
  }

  /** A user's namespace that is gone has taken all with it. */
  private void collect(NetworkList list) {
    if (!parts.config().storage().rootless()) {
      parts.cni().gc(list);
      return;
    }
    RootlessNamespace namespace = parts.rootlessNamespace();
    if (namespace.exists()) {
      namespace.run(() -> parts.cni().gc(list));
    }
  }
}
