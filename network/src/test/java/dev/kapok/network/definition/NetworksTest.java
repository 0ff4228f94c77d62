package dev.kapok.network.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.network.NetworkException;
import dev.kapok.network.address.Subnet;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksTest {
  @TempDir private Path base;
  private Path own = Path.of("/");
  private Path foreign = Path.of("/");
  private Path podman = Path.of("/");

  @BeforeEach
  void nameFolders() {
    own = base.resolve("etc/networks");
    foreign = base.resolve("cni");
    podman = base.resolve("podman");
  }

  private Networks networks() {
    return new Networks(
        TestKernel.get(),
        new NetworkFolders(own.toString(), List.of(foreign.toString()), List.of(podman.toString())),
        List.of("10.0.2.0/24"));
  }

  private static NetworkDraft draft(@Nullable String name, String... subnets) {
    return new NetworkDraft(
        name,
        "bridge",
        null,
        List.of(subnets),
        List.of(),
        List.of(),
        List.of(),
        false,
        false,
        true,
        List.of(),
        Map.of("b", "2", "a", "1"),
        Map.of("mtu", "1400", "isolate", "1"),
        null);
  }

  private static void put(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void writesRoutesForPlugins() throws IOException {
    NetworkDraft plain = draft("web", "10.254.1.0/24", "fd00:5:6:7::/64");
    NetworkDraft routed =
        new NetworkDraft(
            "web",
            "bridge",
            null,
            plain.subnets(),
            List.of(),
            List.of(),
            List.of("10.7.0.0/16,10.254.1.9,30", "::/0,fd00:5:6:7::9"),
            false,
            false,
            true,
            List.of(),
            Map.of(),
            Map.of("metric", "20"),
            null);

    NetworkSpec made = networks().create(routed);

    assertThat(networks().find("web").spec()).isEqualTo(made);
    String text = Files.readString(own.resolve("web.conflist")).replace(" ", "").replace("\n", "");
    assertThat(text)
        .contains(
            "\"routes\":[{\"dst\":\"0.0.0.0/0\",\"priority\":20},"
                + "{\"dst\":\"10.7.0.0/16\",\"gw\":\"10.254.1.9\",\"priority\":30},"
                + "{\"dst\":\"::/0\",\"gw\":\"fd00:5:6:7::9\"}]");
  }

  @Test
  void changesDnsServersAndNothingElse() throws IOException {
    networks().create(draft("web", "10.254.1.0/24"));
    Path file = own.resolve("web.conflist");
    Files.writeString(
        file, Files.readString(file).replace("\"ipMasq\"", "\"odd\": [1, 2],\n\"ipMasq\""));

    NetworkSpec changed = networks().changeDns("web", List.of("192.0.2.1", "fd00::1"), List.of());
    assertThat(changed.dnsServers()).containsExactly("192.0.2.1", "fd00::1");
    changed =
        networks()
            .changeDns(
                changed.id(), List.of("192.0.2.2", "192.0.2.1"), List.of("fd00::1", "192.0.2.9"));
    assertThat(changed.dnsServers()).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(networks().find("web").spec()).isEqualTo(changed);
    assertThat(Files.readString(file)).contains("\"odd\"");
  }

  @Test
  void refusesDnsServersWhereNobodyAsksThem() throws IOException {
    networks().create(draft("web", "10.254.1.0/24"));
    put(
        foreign,
        "other.conflist",
        "{\"cniVersion\":\"1.0.0\",\"name\":\"other\",\"plugins\":[{\"type\":\"bridge\"}]}");
    List<String> server = List.of("192.0.2.1");

    assertThatThrownBy(() -> networks().changeDns("web", List.of("ns1"), List.of()))
        .hasMessage("DNS server \"ns1\" is no IP address");
    assertThatThrownBy(() -> networks().changeDns("web", List.of(), List.of("x")))
        .isInstanceOf(NetworkException.class);
    assertThatThrownBy(() -> networks().changeDns("nosuch", server, List.of()))
        .hasMessageContaining("network not found");
    assertThatThrownBy(() -> networks().changeDns("other", server, List.of()))
        .hasMessageContaining("is defined by somebody else");
    assertThatThrownBy(() -> networks().changeDns(Networks.DEFAULT, server, List.of()))
        .hasMessageContaining("cannot change the DNS servers of network kapok");
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    NetworkSpec made = networks().create(draft("web", "10.254.1.0/24", "fd00:5:6:7::/64"));
    DefinedNetwork read = networks().find("web");
    assertThat(read.spec()).isEqualTo(made);
    assertThat(read.path()).isEqualTo(own.resolve("web.conflist").toString());
    assertThat(made.options())
        .containsExactly(Map.entry("isolate", "true"), Map.entry("mtu", "1400"));
    assertThat(made.labels()).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(made.id()).matches("[0-9a-f]{64}");
    assertThat(made.networkInterface()).isEqualTo("kapok1");
    assertThat(Files.readString(Path.of(read.path())))
        .contains(
            "\"cniVersion\": \"1.0.0\"", "\"ingressPolicy\": \"same-bridge\"", "\"mtu\": 1400")
        .contains("\"gateway\": \"10.254.1.1\"", "\"dst\": \"::/0\"");
    assertThat(networks().find(made.id().substring(0, 5)).name()).isEqualTo("web");
  }

  @Test
  void namesSubnetsAndBridgesAreGivenOnce() throws Exception {
    List<Future<NetworkSpec>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        String name = i < 20 ? null : "n" + i / 2;
        futures.add(threads.submit(() -> networks().create(draft(name))));
      }
    }
    List<NetworkSpec> made = new ArrayList<>();
    int taken = 0;
    for (Future<NetworkSpec> future : futures) {
      try {
        made.add(future.get());
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e)
            .hasCauseInstanceOf(NetworkException.class)
            .hasMessageContaining("already used");
        taken++;
      }
    }
    assertThat(taken).isEqualTo(10);
    assertThat(made).extracting(NetworkSpec::name).doesNotHaveDuplicates().hasSize(30);
    assertThat(made).extracting(NetworkSpec::networkInterface).doesNotHaveDuplicates();
    List<Subnet> subnets = made.stream().map(spec -> spec.subnets().getFirst().subnet()).toList();
    assertThat(subnets).doesNotHaveDuplicates().noneMatch(s -> s.toString().startsWith("10.88."));
    assertThat(networks().list()).hasSize(31);
  }

  @Test
  void leavesAloneWhatTheEngineItselfUses() {
    assertThatThrownBy(() -> networks().create(draft("web", "10.0.2.128/25")))
        .hasMessageContaining("10.0.2.0/24 belongs to slirp4netns");
  }

  @Test
  void theDefaultOneNeedsNoFileUntilItIsUsed() {
    DefinedNetwork listed = networks().find("kapok");
    assertThat(listed.path()).isEmpty();
    assertThat(own).doesNotExist();
    assertThat(listed.spec().id()).isEqualTo(NetworkNames.idOf("kapok"));
    assertThat(listed.spec().subnets()).hasSize(1);
    assertThat(networks().forUse("kapok").path()).isNotEmpty();
    DefinedNetwork written = networks().find("kapok");
    assertThat(written.path()).isEqualTo(own.resolve("kapok.conflist").toString());
    assertThat(networks().forUse("kapok")).isEqualTo(written);
    assertThat(networks().list()).hasSize(1);
    assertThatThrownBy(() -> networks().create(draft("kapok")))
        .hasMessageContaining("already used");
    assertThatThrownBy(() -> networks().remove(written)).hasMessageContaining("cannot be removed");
  }

  @Test
  void defaultNetworksOfTwoEnginesStandApart() {
    NetworkSpec one = networks().find("kapok").spec();
    own = base.resolve("other/networks");
    NetworkSpec other = networks().find("kapok").spec();
    assertThat(one.networkInterface()).isNotEqualTo(other.networkInterface()).startsWith("kapok");
    assertThat(one.subnets()).doesNotContainAnyElementsOf(other.subnets());
  }

  @Test
  void theUsualEnginesDefaultNetworkHasTheUsualName() {
    NetworkSpec spec = new DefaultNetwork("/var/lib/kapok/networks", List.of()).spec(List.of(), 1);
    assertThat(spec.networkInterface()).isEqualTo("kapok0");
    assertThat(spec.subnets().getFirst().subnet()).hasToString("10.64.0.0/16");
  }

  @Test
  void looksForNoSubnetWhereNoneIsAskedFor() {
    DefinedNetwork seen = networks().overview().getFirst();
    assertThat(seen.spec().subnets()).isEmpty();
    assertThat(seen.spec().id()).isEqualTo(networks().list().getFirst().spec().id());
    networks().forUse("kapok");
    assertThat(networks().overview()).isEqualTo(networks().list());
  }

  @Test
  void leavesSubnetsOfOthersAlone() throws IOException {
    put(
        podman,
        "a.json",
        "{\"cniVersion\":\"1.0.0\",\"name\":\"a\",\"subnets\":[{\"subnet\":\"10.128.0.0/24\"}]}");
    put(podman, "bad.json", "{");
    put(
        foreign,
        "x.conflist",
        "{\"cniVersion\":\"0.4.0\",\"name\":\"x\",\"args\":{\"podman_labels\":{\"k\":\"v\"}},"
            + "\"plugins\":[{\"type\":\"bridge\",\"bridge\":\"cni0\",\"isGateway\":true,"
            + "\"ipam\":{\"type\":\"host-local\",\"ranges\":[[{\"subnet\":\"10.128.1.0/24\"}]]}}]}");
    put(
        foreign,
        "y.conf",
        "{\"cniVersion\":\"0.3.1\",\"name\":\"y\",\"type\":\"macvlan\",\"master\":\"eth9\","
            + "\"ipam\":{\"type\":\"host-local\",\"subnet\":\"10.128.2.0/23\"}}");
    Networks networks = networks();
    NetworkSpec made = networks.create(draft("web"));
    assertThat(made.subnets().getFirst().subnet()).hasToString("10.128.4.0/24");
    assertThat(networks.list())
        .extracting(DefinedNetwork::name)
        .containsExactly("kapok", "web", "x", "y");
    DefinedNetwork bridge = networks.find("x");
    assertThat(bridge.foreign()).isTrue();
    assertThat(bridge.spec().labels()).containsOnly(Map.entry("k", "v"));
    assertThat(bridge.spec().id()).isEqualTo(NetworkNames.idOf("x"));
    assertThat(networks.find("y").spec().driver()).isEqualTo("macvlan");
    assertThat(networks.find("y").spec().networkInterface()).isEqualTo("eth9");
    assertThatThrownBy(() -> networks.remove(bridge)).hasMessageContaining("somebody else");
    assertThatThrownBy(() -> networks.create(draft("x"))).hasMessageContaining("already used");
    assertThatThrownBy(() -> networks.create(draft("z", "10.128.3.0/24")))
        .hasMessageContaining("10.128.2.0/23 belongs to the network y");
  }

  @Test
  void oneBadFileHidesNoOther() throws Exception {
    networks().create(draft("good"));
    put(own, "empty.conflist", "");
    put(own, "rubbish.conflist", "\0\1\2 not json");
    put(own, "array.conflist", "[]");
    put(own, "deep.conflist", "{\"name\":" + "[".repeat(5000));
    put(own, "noplugin.conflist", "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"plugins\":[]}");
    put(own, "notype.conflist", "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"plugins\":[{}]}");
    put(
        own,
        "name.conflist",
        "{\"cniVersion\":\"1.0.0\",\"name\":\"../x\",\"plugins\":[{\"type\":\"bridge\"}]}");
    put(
        own,
        "twice.conflist",
        "{\"cniVersion\":\"1.0.0\",\"name\":\"good\",\"plugins\":[{\"type\":\"bridge\"}]}");
    put(
        own,
        "subnet.conflist",
        "{\"cniVersion\":\"1.0.0\",\"name\":\"s\",\"plugins\":[{\"type\":\"bridge\",\"ipam\":{\"subnet\":\"x\"}}]}");
    put(own, "large.conflist", " ".repeat((1 << 20) + 1));
    put(own, "other.json", "{}");
    Files.createDirectory(own.resolve("folder.conflist"));
    Files.createSymbolicLink(own.resolve("loop.conflist"), Path.of("loop.conflist"));
    assertThat(
            new ProcessBuilder("mkfifo", own.resolve("pipe.conflist").toString()).start().waitFor())
        .isZero();
    Networks networks = networks();
    assertThat(networks.list()).extracting(DefinedNetwork::name).containsExactly("good", "kapok");
    assertThat(networks.problems()).hasSize(13).allMatch(p -> p.contains(" is ignored: "));
    assertThat(networks.find("good").path()).endsWith("/good.conflist");
    assertThat(networks().create(draft("more")).name()).isEqualTo("more");
  }

  @Test
  void sweepsWhatAKilledCommandLeft() throws IOException {
    put(own, ".web.conflist.01234567.new", "{\"na");
    assertThat(networks().list()).hasSize(1);
    networks().create(draft("web"));
    try (var entries = Files.list(own)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "web.conflist");
    }
  }

  @Test
  void clearsWhatItWrote() throws IOException {
    networks().clear();
    networks().create(draft("web"));
    networks().forUse("kapok");
    put(
        own,
        "hand.conflist",
        "{\"cniVersion\":\"1.0.0\",\"name\":\"h\",\"plugins\":[{\"type\":\"x\"}]}");
    networks().clear();
    try (var entries = Files.list(own)) {
      assertThat(entries.map(Path::getFileName)).containsExactly(Path.of("hand.conflist"));
    }
    Files.delete(own.resolve("hand.conflist"));
    networks().create(draft("web"));
    networks().clear();
    assertThat(own).doesNotExist();
  }

  @Test
  void removesOnce() {
    networks().create(draft("web"));
    DefinedNetwork found = networks().find("web");
    networks().remove(found);
    assertThat(networks().get("web")).isNull();
    assertThatThrownBy(() -> networks().remove(found)).hasMessageContaining("meanwhile");
    assertThatThrownBy(() -> networks().find("web")).hasMessageContaining("network not found");
    assertThatThrownBy(() -> networks().find("")).hasMessageContaining("network not found");
    assertThatThrownBy(() -> networks().find("../../etc/passwd")).hasMessageContaining("not found");
  }
}
