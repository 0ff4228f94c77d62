package dev.kapok.libpod.bundle;

import dev.kapok.libpod.connect.Connections;
import dev.kapok.libpod.connect.HostPorts;
import dev.kapok.libpod.connect.NetworkFailure;
import dev.kapok.libpod.connect.SeenNetwork;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkPlan;
import dev.kapok.network.NetworkRequest;
import dev.kapok.network.PendingNetwork;
import dev.kapok.network.UserNetwork;
import dev.kapok.network.UserNetworkKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects a container's network namespace, and takes the connection down. */
final class ContainerNetwork {
  private final EngineParts parts;

  ContainerNetwork(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * What was set up.
   *
   * @param netns the namespace that the container joins, null for the host's or an empty one
   * @param plan what the container sees, null without a helper
   * @param pending the helper that still sets itself up, null without one
   * @param later the helper that is started when the runtime has made the namespace, which then
   *     gets the path {@code netns}; null without one
   * @param seen what the container sees of defined networks, null where it is on none
   * @param postponed whether it is connected to them when the runtime has made the namespace
   * @param connecting who connects it to them meanwhile, null for nobody
   */
  record Connection(
      @Nullable String netns,
      @Nullable NetworkPlan plan,
      @Nullable PendingNetwork pending,
      @Nullable UserNetwork later,
      @Nullable SeenNetwork seen,
      boolean postponed,
      @Nullable Connecting connecting) {
    static final Connection NONE = new Connection(null, null, null, null);

    /** Describes what has no defined networks. */
    Connection(
        @Nullable String netns,
        @Nullable NetworkPlan plan,
        @Nullable PendingNetwork pending,
        @Nullable UserNetwork later) {
      this(netns, plan, pending, later, null, false, null);
    }

    /** Lets nothing go on that was begun: what is there can be undone then. */
    void abandon() {
      if (connecting != null) {
        connecting.end();
      }
    }

    /** Returns the namespace that there is before the container, null for none. */
    @Nullable String existing() {
      return later == null && !postponed ? netns : null;
    }
  }

  /**
   * Waits until the network works.
   *
   * @param pid of the container's process
   */
  void await(Container container, Connection connection, int pid) {
    try {
      PendingNetwork pending = connection.pending();
      UserNetwork later = connection.later();
      NetworkPlan plan = connection.plan();
      if (later != null && plan != null) {
        parts.networkNamespaces().keep(container.config().id(), pid);
        pending = later.launch(plan);
      }
      if (pending != null) {
        pending.await();
      }
      if (connection.postponed()) {
        String netns = parts.networkNamespaces().keep(container.config().id(), pid);
        Connections networks = Connections.of(parts);
        networks.claimPorts(container);
        SeenNetwork seen = networks.connect(container, netns);
        new ContainerFiles(parts, container, null, seen).rewrite();
      }
      Connecting connecting = connection.connecting();
      if (connecting != null) {
        new ContainerFiles(parts, container, null, connecting.await()).rewrite();
      }
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  /** Begins to connect. */
  Connection connect(Container container) {
    NetworkConfig network = container.config().network();
    return switch (network.mode()) {
      case NONE, HOST -> Connection.NONE;
      case PATH -> new Connection(network.target(), null, null, null);
      case CONTAINER ->
          new Connection(new Neighbours(parts).namespace(target(network), "net"), null, null, null);
      case DEFAULT -> throw new IllegalStateException("the default network was not resolved");
      case PASTA -> launch(container, UserNetworkKind.PASTA);
      case SLIRP4NETNS -> launch(container, UserNetworkKind.SLIRP4NETNS);
      case BRIDGE -> bridge(container);
    };
  }

  /** A namespace must belong to the container's user namespace, which the runtime makes. */
  private Connection bridge(Container container) {
    String id = container.config().id();
    if (container.config().namespaces().user() != null) {
      String netns = parts.networkNamespaces().path(id);
      return new Connection(netns, null, null, null, null, true, null);
    }
    Connections networks = Connections.of(parts);
    networks.claimPorts(container);
    String netns = parts.networkNamespaces().create(id);
    if (needsNetworkEarly(container.config())) {
      SeenNetwork seen = networks.connect(container, netns);
      return new Connection(netns, null, null, null, seen, false, null);
    }
    Connecting connecting = new Connecting(networks, container, netns);
    connecting.start();
    return new Connection(netns, null, null, null, null, false, connecting);
  }

  /**
   * Tells whether the runtime's create needs interfaces: parameters of the kernel may be named
   * after them, hooks look at them, and added hosts may mean the gateway.
   */
  private boolean needsNetworkEarly(ContainerConfig config) {
    boolean asked = !config.host().sysctls().isEmpty() || !config.network().hosts().isEmpty();
    List<String> hooks = parts.config().hooksDirs();
    for (int i = 0; i < hooks.size() && !asked; i++) {
      asked = !parts.disk().list(hooks.get(i)).isEmpty();
    }
    return asked;
  }

  private static String target(NetworkConfig network) {
    String target = network.target();
    if (target == null) {
      throw new IllegalStateException("a joined network without a container");
    }
    return target;
  }

  private Connection launch(Container container, UserNetworkKind kind) {
    String id = container.config().id();
    NetworkConfig network = container.config().network();
    String runDir = runDir(id);
    parts.disk().makeFolder(runDir, 0700);
    new HostPorts(parts).claim(container.config());
    try {
      UserNetwork helper = parts.networks().of(kind);
      String netns = parts.networkNamespaces().path(id);
      NetworkPlan plan =
          helper.plan(
              new NetworkRequest(netns, network.options(), HostPorts.of(network.ports()), runDir));
      if (container.config().namespaces().user() != null) {
        return new Connection(netns, plan, null, helper);
      }
      parts.networkNamespaces().create(id);
      return new Connection(netns, plan, helper.launch(plan), null);
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  /** Ends the helper. */
  void stopHelper(String id) {
    String runDir = runDir(id);
    if (parts.disk().exists(runDir)) {
      parts.networks().stop(runDir);
    }
  }

  /** Ends the helper where its files are lost. */
  void stopLostHelper(String id) {
    parts.networks().stopLost(parts.networkNamespaces().path(id));
  }

  /**
   * Takes the container away from its networks; the namespace may be gone.
   *
   * @param lost whether what is on record of them may be lost, too
   */
  void disconnect(Container container, boolean lost) {
    if (container.config().network().mode() != NetworkConfig.Mode.BRIDGE) {
      return;
    }
    String id = container.config().id();
    String netns = parts.networkNamespaces().path(id);
    Connections networks = Connections.of(parts);
    if (lost) {
      networks.disconnectLost(container, netns);
    } else {
      networks.disconnect(id, netns);
    }
  }

  /** Takes a container of which only the id is known away from the networks on record. */
  void disconnectUnknown(String id) {
    if (parts.disk().exists(parts.paths().connections())
        || parts.disk().exists(parts.paths().rootlessNamespace())) {
      Connections.of(parts).disconnect(id, parts.networkNamespaces().path(id));
    }
  }

  /** Removes the namespace. */
  void removeNamespace(String id) {
    parts.networkNamespaces().remove(id);
  }

  private String runDir(String id) {
    return parts.paths().inBundle(id, "network");
  }
}
