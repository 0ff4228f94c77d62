package dev.kapok.test.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The commands that define networks and show them; nothing is connected. */
class NetworkDefinitionIT extends EngineTest {
  private static final String DEFAULT = "kapok";

  private Result network(String... words) {
    return kapok.run(words("network", words));
  }

  private static String[] words(String first, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = first;
    System.arraycopy(words, 0, all, 1, words.length);
    return all;
  }

  private String inspect(String name, String format) {
    return network("inspect", "--format", format, name).ok().out();
  }

  /** Returns those that this test made: others' on this host are shown, too. */
  private List<String> own() {
    List<String> names = new ArrayList<>();
    for (String name : network("ls", "-q").ok().lines()) {
      if (Files.exists(file(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private Path folder() {
    return kapok.root().resolve("networks");
  }

  private Path file(String name) {
    return folder().resolve(name + ".conflist");
  }

  /** Writes a file of whoever runs the command. */
  private void put(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    String owner = Integer.toString(identity.uid());
    Shell.run("chown", owner, folder.toString(), file.toString()).ok();
  }

  @Test
  void showsWhatWasCreated() throws IOException {
    assertThat(network("create", "web").ok().out()).isEqualTo("web");
    assertThat(inspect("web", "{{.Name}} {{.Driver}} {{.Internal}} {{.IPv6Enabled}}"))
        .isEqualTo("web bridge false false");
    assertThat(inspect("web", "{{.DNSEnabled}} {{.IPAMOptions.driver}} {{len .Subnets}}"))
        .isEqualTo("true host-local 1");
    String id = inspect("web", "{{.ID}}");
    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(network("ls", "-f", "name=^web$").ok().lines())
        .containsExactly(
            "NETWORK ID    NAME        DRIVER", id.substring(0, 12) + "  web         bridge");
    assertThat(inspect(id.substring(0, 10), "{{.Name}}")).isEqualTo("web");
    network("exists", "web").ok();
    network("exists", "we").exits(1);
    assertThat(network("inspect", "web").ok().lines())
        .startsWith("[", "     {", "          \"name\": \"web\",")
        .endsWith("               \"driver\": \"host-local\"", "          }", "     }", "]");
    assertThat(kapok.run("inspect", "web", "--format", "{{.name}}").ok().out()).isEqualTo("web");
    assertThat(Files.readString(file("web"))).contains("\"cniVersion\": \"1.0.0\"");
    assertThat(own()).containsExactly("web");
  }

  @Test
  void takesWhatIsAskedFor() {
    network(
            "create",
            "--subnet=10.254.7.0/24",
            "--gateway=10.254.7.9",
            "--ip-range=10.254.7.128/25",
            "--subnet=fd00:77:5::/64",
            "--internal",
            "--label=a=b",
            "--label=c",
            "-o=mtu=1400",
            "--opt=vlan=5,isolate=1",
            "--disable-dns",
            "--interface-name=br-full",
            "full")
        .ok();
    assertThat(network("ls", "--format={{json .}}", "-f", "name=full").ok().stdout())
        .contains("\"network_interface\": \"br-full\"", "\"subnet\": \"10.254.7.0/24\"")
        .contains("\"gateway\": \"10.254.7.9\"", "\"start_ip\": \"10.254.7.129\"")
        .contains("\"end_ip\": \"10.254.7.254\"", "\"gateway\": \"fd00:77:5::1\"")
        .contains("\"ipv6_enabled\": true", "\"internal\": true", "\"dns_enabled\": false")
        .contains("\"isolate\": \"true\"", "\"mtu\": \"1400\"", "\"vlan\": \"5\"", "\"c\": \"\"");
    network("create", "--ipv6", "dual").ok();
    assertThat(inspect("dual", "{{range .Subnets}}{{.Subnet}} {{end}}")).matches("10\\S+ fd\\S+");
    network("create", "--dns=192.0.2.1,192.0.2.2", "names").ok();
    assertThat(inspect("names", "{{.NetworkDNSServers}}")).isEqualTo("[192.0.2.1 192.0.2.2]");
    network("create", "--ipam-driver=none", "plain").ok();
    assertThat(inspect("plain", "{{.IPAMOptions.driver}} {{.Subnets}}")).isEqualTo("none []");
    network("create", "-d=macvlan", "-o=parent=lo", "-o=mode=vepa", "mac").ok();
    assertThat(inspect("mac", "{{.Driver}} {{.NetworkInterface}} {{.IPAMOptions.driver}}"))
        .isEqualTo("macvlan lo dhcp");
    network("create", "-d=ipvlan", "-o=parent=lo", "--subnet=10.254.8.0/24", "ip").ok();
    assertThat(network("create", "--ignore", "full").ok().out()).isEqualTo("full");
    assertThat(network("create").ok().out()).matches("kapok[1-9][0-9]*");
    assertThat(own()).hasSize(7);
  }

  @Test
  void listsByFilterAndFormat() {
    network("create", "--label=k=v", "one").ok();
    network("create", "two").ok();
    assertThat(network("ls", "-q", "-f", "label=k").ok().out()).isEqualTo("one");
    assertThat(network("ls", "-q", "-f", "name=^t", "-f", "driver=bridge").ok().out())
        .isEqualTo("two");
    assertThat(network("ls", "-q", "-f", "dangling=true").ok().lines())
        .containsExactly("one", "two");
    assertThat(network("ls", "-q", "-f", "dangling=false").ok().lines()).contains(DEFAULT);
    assertThat(network("ls", "--format", "{{.Name}}={{.Labels}}", "-f", "name=one").ok().out())
        .isEqualTo("one=k=v");
    assertThat(
            network("ls", "--format", "table {{.Name}} {{.Driver}}", "-f", "name=two").ok().lines())
        .containsExactly("NAME        DRIVER", "two         bridge");
    assertThat(network("ls", "-f", "name=nosuch").ok().lines())
        .containsExactly("NETWORK ID  NAME        DRIVER");
    assertThat(network("ls", "--no-trunc", "--noheading", "-f", "name=one").ok().out())
        .matches("[0-9a-f]{64}  one         bridge");
    assertThat(network("ls", "--format", "json", "-f", "name=nosuch").ok().out()).isEqualTo("[]");
    network("ls", "-f", "colour=red").exits(125).complains("invalid filter");
    network("ls", "-f", "dangling=x").exits(125).complains("invalid dangling filter value");
    network("ls", "--format", "{{.Nope}}").exits(125).complains("Nope");
  }

  @Test
  void removesAndPrunes() {
    network("create", "one").ok();
    network("create", "--label=keep", "two").ok();
    network("create", "three").ok();
    network("rm").exits(125).complains("requires at least 1");
    assertThat(network("rm", "one", "nosuch").exits(1).complains("network not found").out())
        .isEqualTo("one");
    network("rm", "-f", "nosuch").ok();
    network("rm", DEFAULT).exits(125).complains("default network kapok cannot be removed");
    network("prune", "--filter=name=x", "-f").exits(125);
    assertThat(kapok.runWithInput("n\n", "network", "prune").ok().stdout())
        .isEqualTo(
            "WARNING! This will remove all networks not used by at least one container.\n"
                + "Are you sure you want to continue? [y/N] ");
    assertThat(network("prune", "-f", "--filter=label!=keep").ok().out()).isEqualTo("three");
    assertThat(kapok.run("system", "prune", "-f").ok().stdout()).contains("Deleted Networks\ntwo");
    network("inspect", "two").exits(125).complains("network two: unable to find network");
    assertThat(network("ls", "-q").ok().lines()).contains(DEFAULT);
    assertThat(own()).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    network("create", "--subnet=10.254.9.0/24", "taken").ok();
    for (String name : List.of("a/b", "../x", ".x", "a b", "a:b", "é", "-")) {
      network("create", "--", name).exits(125).complains("names must match");
    }
    for (String name :
        List.of("host", "none", "bridge", "container", "pasta", "slirp4netns", "private", "ns")) {
      network("create", name).exits(125).complains("conflicts with a valid network mode");
    }
    network("create", "taken").exits(125).complains("already used: network already exists");
    network("create", DEFAULT).exits(125).complains("already exists");
    network("create", "a", "b").exits(125).complains("accepts at most 1 arg(s)");
    network("create", "--label==x", "x").exits(125).complains("invalid label format");
    String[][] bad = {
      {"--subnet=foo", "invalid CIDR address: foo"},
      {"--subnet=10.1.2.0/33", "invalid CIDR address"},
      {"--subnet=10.254.9.128/25", "belongs to the network taken"},
      {"--subnet=127.0.0.0/24", "set apart"},
      {"--subnet=0.0.0.0/0", "set apart"},
      {"--subnet=10.254.10.0/31", "too small"},
      {"--gateway=10.254.10.1", "cannot set gateway or range without subnet"},
      {"--subnet=10.254.10.0/24 --gateway=10.254.11.1", "not in subnet 10.254.10.0/24"},
      {"--subnet=10.254.10.0/24 --ip-range=10.254.11.0/24", "not in subnet 10.254.10.0/24"},
      {"--driver=overlay", "choose one of bridge, macvlan, ipvlan"},
      {"--ipam-driver=x", "choose one of host-local, dhcp, none"},
      {"--opt=colour=red", "choose of isolate, metric, mtu, no_default_route, vlan"},
      {"--opt=mtu=x", "is no number from 68 to 65535"},
      {"--opt=vlan=4095", "is no number from 0 to 4094"},
      {"--driver=macvlan --opt=parent=nosuch0", "does not exist"},
      {"--interface-name=lo", "already in use"},
      {"--dns=x", "is no IP address"},
      {"--nosuch", "unknown flag: --nosuch"},
      {"--route=10.0.0.0/8", "invalid route \"10.0.0.0/8\""},
      {"--route=10.0.0.0/8,192.0.2.1", "gateway 192.0.2.1 is in none of the network's subnets"},
      {"--opt=metric=x", "is no number from 0 to 4294967295"},
      {"--internal --opt=metric=5", "it is internal"},
      {"--ipam-driver=none --opt=no_default_route=1", "the ipam driver none decides about routes"},
    };
    for (String[] one : bad) {
      network(words("create", (one[0] + " x").split(" ", -1))).exits(125).complains(one[1]);
    }
    network("connect", "taken", "c").exits(125);
    assertThat(own()).containsExactly("taken");
  }

  @Test
  void leavesTheHostsRoutesAlone() {
    Result routes = Shell.run("ip", "-4", "-o", "route", "show", "scope", "link");
    String[] first = routes.out().split(" ", 2);
    assumeTrue(first[0].contains("/"), "this host has no IPv4 subnet");
    network("create", "--subnet=" + first[0], "x").exits(125).complains("belongs to the host");
  }

  @Test
  void manyAtOnceGetEachTheirOwn() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      if (i % 5 < 2) {
        processes.add(kapok.start("network", "create"));
      } else if (i % 5 < 4) {
        processes.add(kapok.start("network", "create", "n" + i / 10));
      } else {
        String subnet = "10.254." + i / 10 + ".0/24";
        processes.add(kapok.start("network", "create", "--subnet=" + subnet, "s" + i));
      }
    }
    int made = 0;
    for (Process process : processes) {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isIn(0, 125);
      made += process.exitValue() == 0 ? 1 : 0;
    }
    // 40 without a name; of 40 with 10 names and of 20 with 10 subnets one each.
    assertThat(made).isEqualTo(60);
    assertThat(own()).hasSize(60);
    List<String> subnets =
        network("ls", "--format", "net {{range .Subnets}}{{.Subnet}} {{end}}").ok().lines();
    assertThat(subnets).doesNotHaveDuplicates();
    assertThat(
            network("ls", "--format", "{{.NetworkInterface}}", "-f", "dangling=true").ok().lines())
        .doesNotHaveDuplicates();
    assertThat(network("prune", "-f").ok().lines()).hasSize(60);
  }

  @Test
  void killedCommandsLeaveNothingHalfWritten() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 25; i++) {
      Process create = kapok.start("network", "create", "n" + i);
      create.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
      create.destroyForcibly().waitFor();
    }
    Result list = network("ls", "-q").ok();
    assertThat(list.stderr()).isEmpty();
    for (String name : own()) {
      assertThat(inspect(name, "{{len .Subnets}}")).isEqualTo("1");
    }
    network("create", "last").ok();
    try (var files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(file -> file.equals(".lock") || file.endsWith(".conflist"));
    }
    assertThat(network("ls", "--format", "net {{range .Subnets}}{{.Subnet}} {{end}}").ok().lines())
        .doesNotHaveDuplicates();
  }

  @Test
  void oneBadFileHidesNoOther() throws IOException {
    network("create", "good").ok();
    put(folder(), "empty.conflist", "");
    put(folder(), "cut.conflist", Files.readString(file("good")).substring(0, 100));
    put(folder(), "deep.conflist", "{\"name\":" + "[".repeat(100_000));
    put(folder(), "large.conflist", " ".repeat(2 << 20));
    Files.createDirectory(folder().resolve("folder.conflist"));
    Files.createSymbolicLink(folder().resolve("loop.conflist"), Path.of("loop.conflist"));
    Shell.run("mkfifo", folder().resolve("pipe.conflist").toString()).ok();
    Result list = network("ls", "-q").ok();
    assertThat(list.lines()).contains("good", DEFAULT);
    assertThat(list.stderr().lines()).hasSize(7).allMatch(line -> line.contains(" is ignored: "));
    network("create", "more").ok();
    network("rm", "good", "more").ok();
  }

  @Test
  void offersNetworksOfOthersAndNeverChangesThem() throws IOException {
    Path config = kapok.folder().resolve("config");
    Path lists = config.resolve("cni/net.d");
    put(
        lists,
        "10-theirs.conflist",
        "{\"cniVersion\":\"0.4.0\",\"name\":\"theirs\",\"plugins\":[{\"type\":\"bridge\","
            + "\"bridge\":\"cni7\",\"isGateway\":true,\"ipam\":{\"type\":\"host-local\","
            + "\"ranges\":[[{\"subnet\":\"10.254.77.0/24\"}]]}},{\"type\":\"portmap\"}]}");
    put(lists, "bad.conflist", "\u001b[2J{");
    put(lists, "20-one.conf", "{\"cniVersion\":\"0.3.1\",\"name\":\"one\",\"type\":\"sbr\"}");
    Result list = withLists(config, "network", "ls", "--format", "{{.Name}} {{.Driver}}").ok();
    assertThat(list.lines()).contains("theirs bridge", "one sbr", "kapok bridge");
    assertThat(list.stderr()).contains("bad.conflist is ignored").doesNotContain("\u001b");
    withLists(config, "network", "create", "theirs").exits(125).complains("already exists");
    withLists(config, "network", "create", "--subnet=10.254.77.0/25", "x")
        .exits(125)
        .complains("belongs to the network theirs");
    withLists(config, "network", "rm", "-f", "theirs").exits(125).complains("only read");
    assertThat(withLists(config, "network", "prune", "-f").ok().out()).isEmpty();
    assertThat(lists.resolve("10-theirs.conflist")).exists();
  }

  /** Root's lists lie in /etc: the command sees others there, and nobody else does. */
  private Result withLists(Path config, String... words) {
    List<String> argv = kapok.argv(List.of("XDG_CONFIG_HOME=" + config), words);
    if (identity == Identity.ROOT) {
      assumeTrue(Files.isDirectory(Path.of("/etc/cni/net.d")), "there is no /etc/cni/net.d");
      String script = "mount --bind " + config + "/cni/net.d /etc/cni/net.d && exec \"$@\"";
      List<String> apart = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
      apart.addAll(argv);
      argv = apart;
    }
    return Shell.run(argv, "");
  }

  @Test
  void keepsDefinitionsWhereItIsTold() throws IOException {
    Path given = kapok.folder().resolve("given");
    kapok.run("--network-config-dir=" + given, "network", "create", "there").ok();
    assertThat(given.resolve("there.conflist")).exists();
    network("exists", "there").exits(1);
    kapok.run("--network-config-dir", given.toString(), "network", "exists", "there").ok();
    Path settings = kapok.folder().resolve("containers.conf");
    put(kapok.folder(), "containers.conf", "[network]\nnetwork_config_dir = \"" + given + "\"\n");
    kapok.runWithEnv(List.of("CONTAINERS_CONF=" + settings), "network", "exists", "there").ok();
    kapok
        .run("--network-config-dir=/etc/passwd", "network", "ls")
        .exits(125)
        .complains("no folder");
    kapok.run("--network-config-dir=/proc/none", "network", "create", "x").exits(125);
  }
}
