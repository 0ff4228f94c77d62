package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerNetworks;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;

/** Hands each call to its verb. */
public final class NetworkMoves implements ContainerNetworks {
  private final EngineParts parts;

  /** Works with these parts. */
  public NetworkMoves(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public void connect(String nameOrId, NetworkAttachment wish) {
    new ConnectContainer(parts, wish).run(nameOrId);
  }

  @Override
  public void disconnect(String nameOrId, String network, boolean force) {
    new DisconnectContainer(parts, network, force).run(nameOrId);
  }

  @Override
  public String reload(String nameOrId) {
    return new ReloadNetworks(parts).run(nameOrId);
  }
}
