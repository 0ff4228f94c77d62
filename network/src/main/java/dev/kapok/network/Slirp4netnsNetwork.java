package dev.kapok.network;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * slirp4netns(1): a network of its own behind a tap device, with the host's loopback closed.
 *
 * <p>It writes to its descriptor 3 when the interface is up. Ports are published afterwards,
 * through its API socket. It runs until it is killed.
 */
final class Slirp4netnsNetwork implements UserNetwork {
  private static final String NAME = UserNetworkKind.SLIRP4NETNS.program();
  private static final long READY_MILLIS = 10_000;

  private final HelperProgram program;

  Slirp4netnsNetwork(HelperProgram program) {
    this.program = program;
  }

  @Override
  public NetworkPlan plan(NetworkRequest request) {
    SlirpOptions options = SlirpOptions.parse(request.options());
    PortChecks.check(request.ports(), NAME);
    for (int i = 0; i < request.ports().size(); i++) {
      PublishedPort port = request.ports().get(i);
      if (port.hostIp().indexOf(':') >= 0) {
        throw PortChecks.invalid(port, NAME + " publishes on IPv4 addresses only");
      }
    }
    return new NetworkPlan(
        request,
        argv(request, options),
        List.of(options.dns()),
        options.guest(),
        // Packets to the gateway end at the host's loopback, or nowhere.
        options.hostLoopback() ? options.gateway() : HostRoutes.read().address());
  }

  private List<String> argv(NetworkRequest request, SlirpOptions options) {
    List<String> argv = new ArrayList<>();
    argv.add(program.path());
    List<String> chosen = options.arguments();
    for (int i = 0; i < chosen.size(); i++) {
      String argument = chosen.get(i);
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      if (!program.features().has(option)) {
        throw program.failure(
            NetworkException.Kind.NOT_SUPPORTED,
            "this version has no " + option + "; install a newer slirp4netns");
      }
      argv.add(argument);
    }
    addIfKnown(argv, "--enable-sandbox");
    addIfKnown(argv, "--enable-seccomp");
    argv.addAll(List.of("-c", "-r", "3"));
    if (request.listens()) {
      argv.addAll(List.of("-a", HelperFiles.SLIRP_SOCKET));
    }
    argv.addAll(List.of("--netns-type=path", request.netnsPath(), "tap0"));
    return argv;
  }

  private void addIfKnown(List<String> argv, String option) {
    if (program.features().has(option)) {
      argv.add(option);
    }
  }

  @Override
  public PendingNetwork launch(NetworkPlan plan) {
    TunDevice.check(program.kernel().io(), NAME);
    // One that a kill left behind would make the start fail.
    TextFiles.delete(new HelperFiles(plan.request().runDir()).slirpSocket());
    return new Pending(plan);
  }

  /** A slirp4netns that sets itself up. */
  private final class Pending implements PendingNetwork {
    private final NetworkPlan plan;
    private final HelperProcess helper;
    private final int ready;

    Pending(NetworkPlan plan) {
      this.plan = plan;
      this.helper = program.process(plan.request().runDir());
      Kernel kernel = program.kernel();
      int[] pair = kernel.sockets().packetPair();
      try {
        int pid = helper.spawn(plan, program.env(), pair[1]);
        HelperProcess.adopt(pid);
        helper.remember(pid, plan.request().listens());
      } catch (RuntimeException failure) {
        kernel.io().close(pair[0]);
        throw failure;
      } finally {
        kernel.io().close(pair[1]);
      }
      this.ready = pair[0];
    }

    @Override
    public void await() {
      byte[] answer = awaitReady();
      if (answer == null) {
        retryWithoutSandbox(helper.said());
        return;
      }
      List<PublishedPort> ports = plan.request().ports();
      if (!ports.isEmpty()) {
        publish(ports);
      }
    }

    private byte @Nullable [] awaitReady() {
      Kernel kernel = program.kernel();
      try {
        return kernel.sockets().receive(ready, 1, READY_MILLIS);
      } catch (SyscallException _) {
        String said = helper.said();
        helper.stop();
        throw program.failure(
            "it was not ready after " + READY_MILLIS / 1000 + " seconds; " + said);
      } finally {
        kernel.io().close(ready);
      }
    }

    /**
     * Some surroundings (a container, a kernel without seccomp) refuse what slirp4netns protects
     * itself with; it dies at once then, and is no worse off without.
     */
    private void retryWithoutSandbox(String said) {
      helper.stop();
      List<String> argv = new ArrayList<>(plan.argv());
      argv.removeAll(List.of("--enable-sandbox", "--enable-seccomp"));
      boolean refused = said.contains("sandbox") || said.contains("seccomp");
      if (argv.size() == plan.argv().size() || !refused) {
        throw program.failure(said);
      }
      launch(
              new NetworkPlan(
                  plan.request(), argv, plan.nameservers(), plan.address(), plan.hostAddress()))
          .await();
    }

    private void publish(List<PublishedPort> ports) {
      SlirpApi api =
          new SlirpApi(program.kernel(), new HelperFiles(plan.request().runDir()).slirpSocket());
      String guest = SlirpOptions.parse(plan.request().options()).guest();
      for (int i = 0; i < ports.size(); i++) {
        PublishedPort port = ports.get(i);
        for (int index = 0; index < port.count(); index++) {
          String error = api.forward(port, index, guest);
          if (error != null) {
            helper.stop();
            throw PortChecks.failure(NAME, port, index, error);
          }
        }
      }
    }
  }
}
