package dev.kapok.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserNetworksTest {
  private static final PublishedPort WEB = new PublishedPort("127.0.0.1", 18080, 80, 2, "tcp");

  private final FakeKernel kernel = new FakeKernel();
  private @TempDir Path folder;
  private UserNetworks networks;

  @BeforeEach
  void installHelpers() {
    kernel.programs.put("slirp4netns", "/usr/bin/slirp4netns");
    kernel.programs.put("pasta", "/usr/bin/pasta");
    kernel.help = "--mtu --disable-host-loopback --enable-sandbox --dns-forward --no-map-gw";
    networks = new UserNetworks(kernel, "/usr/bin", List.of(), folder + "/cache");
  }

  private NetworkRequest request(List<String> options, PublishedPort... ports) {
    return new NetworkRequest("/run/netns/x", options, List.of(ports), folder.toString());
  }

  @Test
  void prefersSlirpToAPastaThatOpensTheLoopback() {
    assertThat(networks.defaultKind()).isEqualTo(UserNetworkKind.SLIRP4NETNS);
  }

  @Test
  void refusesToOpenTheLoopbackUnasked() {
    kernel.programs.remove("slirp4netns");
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(networks::defaultKind)
        .withMessageContaining("--map-guest-addr")
        .withMessageContaining("--network=pasta");
  }

  @Test
  void namesThePackagesWhereNothingIsInstalled() {
    kernel.programs.clear();
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(networks::defaultKind)
        .withMessageContaining("package passt or slirp4netns");
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> networks.of(UserNetworkKind.PASTA))
        .withMessageContaining("install the package passt");
  }

  @Test
  void asksAProgramOnceWhatItKnows() {
    UserNetwork _ = networks.of(UserNetworkKind.SLIRP4NETNS);
    kernel.help = "";
    NetworkPlan plan = networks.of(UserNetworkKind.SLIRP4NETNS).plan(request(List.of()));
    assertThat(plan.argv()).contains("--enable-sandbox").doesNotContain("--enable-seccomp", "-a");
  }

  @Test
  void needsNoRoomToRememberTheAnswer() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    UserNetworks crowded = new UserNetworks(kernel, "/usr/bin", List.of(), file + "/cache");
    NetworkPlan plan = crowded.of(UserNetworkKind.SLIRP4NETNS).plan(request(List.of()));
    assertThat(plan.argv()).contains("--enable-sandbox");
  }

  @Test
  void publishesThroughSlirpsSocket() {
    kernel.answers.addAll(List.of("1", "{\"return\":{\"id\":1}}", "{\"return\":{\"id\":2}}"));
    start(UserNetworkKind.SLIRP4NETNS, request(List.of(), WEB));
    assertThat(kernel.written.toString())
        .isEqualTo(
            """
            {"execute":"add_hostfwd","arguments":{"proto":"tcp","host_addr":"127.0.0.1",\
            "host_port":18080,"guest_addr":"10.0.2.100","guest_port":80}}
            {"execute":"add_hostfwd","arguments":{"proto":"tcp","host_addr":"127.0.0.1",\
            "host_port":18081,"guest_addr":"10.0.2.100","guest_port":81}}
            """);
    assertThat(kernel.spawned.getFirst().argv()).contains("-a", "slirp.sock");
  }

  @Test
  void leavesNoRemainsOfAnEndedSlirp() {
    kernel.answers.add("1");
    start(UserNetworkKind.SLIRP4NETNS, request(List.of()));
    kernel.awaited.clear();
    networks.stop(folder.toString());
    assertThat(kernel.awaited).containsOnlyOnce(FakeKernel.HELPER);
  }

  @Test
  void endsSlirpWhenAPortIsRefused() {
    kernel.answers.addAll(List.of("1", "{\"error\":{\"desc\":\"bad request\"}}"));
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> start(UserNetworkKind.SLIRP4NETNS, request(List.of(), WEB)))
        .withMessageContaining("publish port 127.0.0.1:18080/tcp by slirp4netns")
        .withMessageContaining("bad request");
    assertThat(kernel.alive).isFalse();
    assertThat(folder.resolve("network.pid")).doesNotExist();
  }

  @Test
  void triesSlirpAgainWithoutASandboxThatIsRefused() {
    kernel.onSpawn = _ -> write("network.log", "cannot create sandbox\n");
    kernel.answers.addAll(List.of("", "1"));
    start(UserNetworkKind.SLIRP4NETNS, request(List.of()));
    assertThat(kernel.spawned).hasSize(2);
    assertThat(kernel.spawned.get(1).argv()).doesNotContain("--enable-sandbox");
  }

  @Test
  void repeatsWhatADyingSlirpSaid() {
    kernel.onSpawn = _ -> write("network.log", "setns(CLONE_NEWNET): Operation not permitted\n");
    kernel.answers.add("");
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> start(UserNetworkKind.SLIRP4NETNS, request(List.of())))
        .withMessage(
            "connect the container by /usr/bin/slirp4netns: setns(CLONE_NEWNET): Operation not"
                + " permitted");
  }

  @Test
  void publishesEachPortOfARangeByPasta() {
    NetworkPlan plan = planPasta(List.of(), WEB, new PublishedPort("", 53, 5353, 1, "udp"));
    assertThat(String.join(" ", plan.argv()))
        .contains("-t 127.0.0.1/18080:80 -t 127.0.0.1/18081:81 -u 53:5353 -T none -U none")
        .contains("--dns-forward 169.254.1.1 --quiet")
        .doesNotContain("--no-map-gw");
    assertThat(plan.nameservers()).containsExactly("169.254.1.1");
  }

  @Test
  void givesTheHostAnAddressOfItsOwnWherePastaCan() {
    kernel.help += " --map-guest-addr";
    NetworkPlan plan = planPasta(List.of());
    assertThat(plan.hostAddress()).isEqualTo("169.254.1.2");
    assertThat(plan.argv()).contains("--map-guest-addr", "--no-map-gw");
    assertThat(planPasta(List.of("--map-gw")).argv()).doesNotContain("--no-map-gw", "--map-gw");
  }

  @Test
  void leavesToTheUserWhatHeSaysToPasta() {
    NetworkPlan plan = planPasta(List.of("-t", "8080", "-a", "10.7.7.7", "--dns-forward=10.7.7.1"));
    assertThat(plan.argv()).containsOnlyOnce("-t").doesNotContain("169.254.1.1");
    assertThat(plan.address()).isEqualTo("10.7.7.7");
    assertThat(plan.nameservers()).containsExactly("10.7.7.1");
  }

  @Test
  void keepsPastasOwnFilesToItself() {
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> planPasta(List.of("--pid=/x")))
        .withMessageContaining("--network=pasta:--pid=/x");
  }

  @Test
  void namesThePortThatPastaCouldNotTake() {
    kernel.exitStatus = 1;
    kernel.onSpawn =
        _ ->
            write(
                "network.log",
                """
                Failed to send 9 bytes to syslog
                Failed to bind any port for '-t 127.0.0.1/18081:81', exiting
                """);
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(
            () -> networks.of(UserNetworkKind.PASTA).launch(planPasta(List.of(), WEB)).await())
        .withMessageContaining("publish port 127.0.0.1:18081/tcp by pasta")
        .withMessageContaining("Failed to bind")
        .withMessageNotContaining("syslog");
  }

  @Test
  void stopsTheHelperThatItStartedAndNoOther() {
    kernel.answers.add("1");
    start(UserNetworkKind.SLIRP4NETNS, request(List.of()));
    write("network.pid", "/run/netns/x\n4711 12345 -\n");
    networks.stop(folder.toString());
    assertThat(kernel.alive).isTrue();

    write("network.pid", "/run/netns/x\n4711 99 ports\n");
    networks.stop(folder.toString());
    assertThat(kernel.alive).isFalse();
    networks.stop(folder.toString());
  }

  @Test
  void refusesPortsThatNoHelperForwards() {
    assertRefused(new PublishedPort("", 80, 80, 1, "sctp"), "tcp and udp only");
    assertRefused(new PublishedPort("", 65535, 80, 2, "tcp"), "from 1 to 65535");
    assertRefused(new PublishedPort("", 0, 80, 1, "tcp"), "from 1 to 65535");
    assertRefused(new PublishedPort("localhost", 80, 80, 1, "tcp"), "is not an address");
    assertRefused(new PublishedPort("", 1000, 1000, 5000, "tcp"), "at most 4096");
    assertRefused(new PublishedPort("::1", 80, 80, 1, "tcp"), "IPv4 addresses only");
  }

  private void assertRefused(PublishedPort port, String reason) {
    UserNetwork slirp = networks.of(UserNetworkKind.SLIRP4NETNS);
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> slirp.plan(request(List.of(), port)))
        .withMessageContaining(reason);
  }

  /** Names an interface, so that the test needs no default route on its host. */
  private NetworkPlan planPasta(List<String> options, PublishedPort... ports) {
    List<String> all = new java.util.ArrayList<>(List.of("-i", "eth9"));
    all.addAll(options);
    return networks.of(UserNetworkKind.PASTA).plan(request(all, ports));
  }

  private void start(UserNetworkKind kind, NetworkRequest request) {
    UserNetwork network = networks.of(kind);
    network.launch(network.plan(request)).await();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
