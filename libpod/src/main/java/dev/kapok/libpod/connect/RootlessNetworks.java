package dev.kapok.libpod.connect;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.NetworkException;
import dev.kapok.network.PublishedPort;
import dev.kapok.network.ResolvConf;
import dev.kapok.network.RootlessNamespace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks of an unprivileged user, all in one namespace of the user's.
 *
 * <p>Within it all goes as it does for root on the host. A port of the host leads to one of the
 * namespace first, and from there to the container.
 */
final class RootlessNetworks implements Connections {
  private final ConnectedNetworks networks;
  private final RunningNetworks running;
  private final RootlessNamespace namespace;

  RootlessNetworks(EngineParts parts) {
    this.networks = new ConnectedNetworks(parts);
    this.running = new RunningNetworks(parts);
    this.namespace = parts.rootlessNamespace();
  }

  @Override
  public void claimPorts(Container container) {
    networks.claimPorts(container);
  }

  @Override
  public SeenNetwork connect(Container container, String netns) {
    ContainerConfig config = container.config();
    try {
      join(config);
      Connect connect = new Connect(container, netns);
      try {
        namespace.run(connect);
        namespace.publish(config.id());
      } catch (RuntimeException e) {
        undo(config.id(), netns, e);
        throw e;
      }
      return outside(connect.seen());
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  private void join(ContainerConfig config) {
    namespace.join(config.id(), HostPorts.of(config.network().ports()));
  }

  private void undo(String id, String netns, RuntimeException cause) {
    try {
      disconnect(id, netns);
    } catch (RuntimeException again) {
      cause.addSuppressed(again);
    }
  }

  /** Connects within the namespace, where other ports are published. */
  private final class Connect implements Runnable {
    private final Container container;
    private final String netns;
    private @Nullable SeenNetwork seen;

    Connect(Container container, String netns) {
      this.container = within(container);
      this.netns = netns;
    }

    @Override
    public void run() {
      seen = networks.connect(container, netns);
    }

    SeenNetwork seen() {
      SeenNetwork found = seen;
      if (found == null) {
        throw new IllegalStateException("the container was not connected");
      }
      return found;
    }
  }

  /** Returns a container as it is to be seen within the namespace. */
  private Container within(Container container) {
    ContainerConfig config = container.config();
    List<PublishedPort> guests = namespace.guestPorts(config.id());
    List<PortMapping> asked = config.network().ports();
    List<PortMapping> ports = new ArrayList<>();
    for (int i = 0; i < guests.size() && i < asked.size(); i++) {
      PublishedPort guest = guests.get(i);
      ports.add(
          new PortMapping(
              guest.hostIp(),
              guest.hostPort(),
              asked.get(i).containerPort(),
              guest.count(),
              guest.protocol()));
    }
    return new Container(config.connected(config.network().publishing(ports)), container.state());
  }

  /** A bridge's own address is not the host's, and only the namespace reaches its servers. */
  private static SeenNetwork outside(SeenNetwork seen) {
    boolean served = !seen.nameservers().isEmpty();
    return new SeenNetwork(
        served ? seen.nameservers() : List.of(RootlessNamespace.NAMESERVER),
        served ? seen.search() : ResolvConf.ofHost().search(),
        seen.addresses(),
        RootlessNamespace.hostAddress(),
        seen.asksOthers());
  }

  @Override
  public void join(Container container, NetworkAttachment network, String netns) {
    try {
      join(container.config());
      Container within = within(container);
      namespace.run(
          new Runnable() {
            @Override
            public void run() {
              running.joinChecked(within, network, netns);
            }
          });
      publishOrLeave(container, network, netns);
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  private void publishOrLeave(Container container, NetworkAttachment network, String netns) {
    try {
      namespace.publish(container.config().id());
    } catch (NetworkException e) {
      try {
        leave(container, network.network(), netns, true);
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  @Override
  public void leave(Container container, String network, String netns, boolean force) {
    try {
      join(container.config());
      Container within = within(container);
      namespace.run(
          new Runnable() {
            @Override
            public void run() {
              running.leave(within, network, netns, force);
            }
          });
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public void reload(Container container, String netns) {
    try {
      join(container.config());
      Container within = within(container);
      namespace.run(
          new Runnable() {
            @Override
            public void run() {
              running.reload(within, netns);
            }
          });
      namespace.publish(container.config().id());
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public SeenNetwork seen(Container container) {
    return outside(networks.seen(container));
  }

  @Override
  public void disconnect(String id, String netns) {
    try {
      // Who has no record was never connected, or long ago.
      if (networks.isRecorded(id)) {
        namespace.run(
            new Runnable() {
              @Override
              public void run() {
                networks.disconnect(id, netns);
              }
            });
      }
    } finally {
      namespace.leave(id);
    }
  }

  @Override
  public void disconnectLost(Container container, String netns) {
    try {
      namespace.run(
          new Runnable() {
            @Override
            public void run() {
              networks.disconnectLost(container, netns);
            }
          });
    } finally {
      namespace.leave(container.config().id());
    }
  }
}
