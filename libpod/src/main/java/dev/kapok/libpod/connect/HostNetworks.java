package dev.kapok.libpod.connect;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;

/** Root's networks: bridges, rules and names are the host's. */
final class HostNetworks implements Connections {
  private final ConnectedNetworks networks;
  private final RunningNetworks running;

  HostNetworks(EngineParts parts) {
    this.networks = new ConnectedNetworks(parts);
    this.running = new RunningNetworks(parts);
  }

  @Override
  public void claimPorts(Container container) {
    networks.claimPorts(container);
  }

  @Override
  public SeenNetwork connect(Container container, String netns) {
    return networks.connect(container, netns);
  }

  @Override
  public void join(Container container, NetworkAttachment network, String netns) {
    running.join(container, network, netns);
  }

  @Override
  public void leave(Container container, String network, String netns, boolean force) {
    running.leave(container, network, netns, force);
  }

  @Override
  public void reload(Container container, String netns) {
    running.reload(container, netns);
  }

  @Override
  public SeenNetwork seen(Container container) {
    return networks.seen(container);
  }

  @Override
  public void disconnect(String id, String netns) {
    networks.disconnect(id, netns);
  }

  @Override
  public void disconnectLost(Container container, String netns) {
    networks.disconnectLost(container, netns);
  }
}
