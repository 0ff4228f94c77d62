package dev.kapok.network;

import dev.kapok.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * pasta(1): the namespace gets the host's own addresses and routes on a tap device.
 *
 * <p>It forks when the interface is up and the ports are published, and ends by itself when the
 * namespace's file is removed. Versions from 2024-08 on can give the host an address of its own
 * ({@code --map-guest-addr}); with older ones the gateway's address leads to the host, its loopback
 * included.
 */
final class PastaNetwork implements UserNetwork {
  /** What makes a pasta good enough to be the default. */
  static final String MAP_GUEST = "--map-guest-addr";

  private static final String NAME = UserNetworkKind.PASTA.program();

  /** Link-local addresses that no network is likely to use, the same as podman's. */
  private static final String DNS_ADDRESS = "169.254.1.1";

  private static final String HOST_ADDRESS = "169.254.1.2";

  private static final long READY_MILLIS = 10_000;
  private static final String INITIAL_UID_MAP_SIZE = "4294967295";

  private final HelperProgram program;

  PastaNetwork(HelperProgram program) {
    this.program = program;
  }

  @Override
  public NetworkPlan plan(NetworkRequest request) {
    PastaOptions options = PastaOptions.parse(request.options());
    PortChecks.check(request.ports(), NAME);
    HostRoutes routes = HostRoutes.read();
    boolean ownInterface = options.has("-i", "--interface");
    if (!routes.reachable() && !ownInterface) {
      throw new NetworkException(
          NetworkException.Kind.FAILED,
          "connect the container by pasta: the host has no default route, whose interface pasta"
              + " copies; name one by --network=pasta:--interface=NAME, or use"
              + " --network=slirp4netns");
    }
    String typed = options.value("-a", "--address");
    String address = ownInterface ? null : routes.address();
    return new NetworkPlan(
        request,
        argv(request, options),
        nameservers(options),
        typed == null ? address : typed,
        hostAddress(options, routes));
  }

  private List<String> argv(NetworkRequest request, PastaOptions options) {
    List<String> argv = new ArrayList<>(List.of(program.path(), "--config-net"));
    if (startedAsRoot()) {
      // Else it becomes nobody, who may not enter the namespace.
      argv.addAll(List.of("--runas", "0"));
    }
    argv.addAll(options.arguments());
    addPorts(argv, request.ports(), "tcp", "-t", options.has("-t", "--tcp-ports"));
    addPorts(argv, request.ports(), "udp", "-u", options.has("-u", "--udp-ports"));
    addDefault(argv, options, "-T", "--tcp-ns", "none");
    addDefault(argv, options, "-U", "--udp-ns", "none");
    if (program.features().has("--dns-forward")) {
      addDefault(argv, options, "--dns-forward", "--dns-forward", DNS_ADDRESS);
    }
    if (program.features().has(MAP_GUEST)) {
      addDefault(argv, options, MAP_GUEST, MAP_GUEST, HOST_ADDRESS);
      if (!options.mapGateway() && !options.has("--no-map-gw", "--no-map-gw")) {
        argv.add("--no-map-gw");
      }
    }
    argv.addAll(
        List.of(
            "--quiet",
            "--pid",
            new HelperFiles(request.runDir()).pastaPid(),
            "--netns",
            request.netnsPath()));
    return argv;
  }

  /** One option a port: of a list, pasta is content with a single port that it can listen on. */
  private static void addPorts(
      List<String> argv, List<PublishedPort> ports, String protocol, String option, boolean typed) {
    boolean any = typed;
    for (int i = 0; i < ports.size(); i++) {
      PublishedPort port = ports.get(i);
      for (int index = 0; index < port.count() && port.protocol().equals(protocol); index++) {
        argv.add(option);
        argv.add(
            (port.hostIp().isEmpty() ? "" : port.hostIp() + "/")
                + (port.hostPort() + index)
                + ":"
                + (port.containerPort() + index));
        any = true;
      }
    }
    if (!any) {
      argv.add(option);
      argv.add("none");
    }
  }

  private static void addDefault(
      List<String> argv, PastaOptions options, String option, String longName, String value) {
    if (!options.has(option, longName)) {
      argv.add(option);
      argv.add(value);
    }
  }

  private List<String> nameservers(PastaOptions options) {
    String typed = options.value("--dns-forward", "--dns-forward");
    if (typed != null) {
      return List.of(typed);
    }
    return program.features().has("--dns-forward") ? List.of(DNS_ADDRESS) : List.of();
  }

  private @Nullable String hostAddress(PastaOptions options, HostRoutes routes) {
    String typed = options.value(MAP_GUEST, MAP_GUEST);
    if (typed != null) {
      return typed;
    }
    if (program.features().has(MAP_GUEST)) {
      return HOST_ADDRESS;
    }
    if (options.has("--no-map-gw", "--no-map-gw")) {
      return null;
    }
    String gateway = options.value("-g", "--gateway");
    return gateway == null ? routes.gateway() : gateway;
  }

  /** Tells whether this is root itself, and not a user who is root in a namespace of his. */
  private boolean startedAsRoot() {
    List<String> map = TextFiles.words(TextFiles.read("/proc/self/uid_map"));
    return program.kernel().pids().uid() == 0
        && program.features().has("--runas")
        && map.size() == 3
        && map.get(2).equals(INITIAL_UID_MAP_SIZE);
  }

  @Override
  public PendingNetwork launch(NetworkPlan plan) {
    TunDevice.check(program.kernel().io(), NAME);
    TextFiles.delete(new HelperFiles(plan.request().runDir()).pastaPid());
    HelperProcess helper = program.process(plan.request().runDir());
    return new Pending(plan, helper, helper.spawn(plan, program.env(), -1));
  }

  /** A pasta that sets itself up. */
  private final class Pending implements PendingNetwork {
    private final NetworkPlan plan;
    private final HelperProcess helper;
    private final int parent;

    Pending(NetworkPlan plan, HelperProcess helper, int parent) {
      this.plan = plan;
      this.helper = helper;
      this.parent = parent;
    }

    @Override
    public void await() {
      Kernel kernel = program.kernel();
      if (!kernel.pids().awaitExit(parent, READY_MILLIS)) {
        String said = helper.said();
        helper.stop();
        kernel.processes().await(parent);
        throw program.failure(
            "it was not ready after " + READY_MILLIS / 1000 + " seconds; " + said);
      }
      int status = kernel.processes().await(parent);
      String file = new HelperFiles(plan.request().runDir()).pastaPid();
      int pid = Ipv4.number(TextFiles.read(file).trim(), Integer.MAX_VALUE);
      if (status != 0 || pid <= 0) {
        String said = helper.said();
        helper.stop();
        throw diagnose(said.isEmpty() ? "it ended with status " + status : said);
      }
      helper.remember(pid, !plan.request().ports().isEmpty());
    }

    private NetworkException diagnose(String said) {
      List<PublishedPort> ports = plan.request().ports();
      for (int i = 0; i < ports.size() && said.contains("Failed to bind"); i++) {
        PublishedPort port = ports.get(i);
        for (int index = 0; index < port.count(); index++) {
          String spec = (port.hostPort() + index) + ":" + (port.containerPort() + index);
          if (said.contains(spec)) {
            return PortChecks.failure(NAME, port, index, said);
          }
        }
      }
      return program.failure(said);
    }
  }
}
