package dev.kapok.test.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers are connected to networks and taken away from them while they run or not. */
class ConnectIT extends EngineTest {
  private static final String WEB = "10.90.1";
  private static final String DB = "10.90.2";
  private static final String SERVE =
      "mkdir /www; echo answer > /www/index.html; exec httpd -f -p 80 -h /www";

  private @Nullable TestNetwork made;

  @BeforeEach
  void makeHost() throws IOException {
    assumeTrue(
        identity == Identity.ROOT || Files.isWritable(Path.of("/dev/net/tun")),
        "there is no /dev/net/tun");
    made = TestNetwork.of(kapok, List.of());
    host().define("web", "kit-web", WEB, "");
    host().define("db", "kit-db", DB, "");
  }

  @AfterEach
  void removeHost() throws IOException {
    if (made != null) {
      made.kapok("rm", "-f", "-a", "-t", "0").ok();
      List<String> left = made.left();
      made.close();
      assertThat(left).as("left of networks").isEmpty();
    }
  }

  private TestNetwork host() {
    return java.util.Objects.requireNonNull(made);
  }

  private String ok(String... words) {
    return host().kapok(words).ok().out();
  }

  private String in(String container, String script) {
    return ok("exec", container, "sh", "-c", script);
  }

  private String addresses(String container) {
    return in(container, "ip -o -4 addr | grep -v ' lo ' | awk '{print $2, $4}'");
  }

  private String inspected(String container) {
    return ok(
        "inspect",
        container,
        "--format",
        "{{range $name, $net := .NetworkSettings.Networks}}{{$name}}={{$net.IPAddress}} {{end}}");
  }

  private String get(String url) {
    for (int i = 0; i < 20; i++) {
      String answer = host().run("curl", "-s", "-m", "2", url).out();
      if (!answer.isEmpty()) {
        return answer;
      }
      Pause.millis(100);
    }
    return "no answer";
  }

  private void requireNames() {
    assumeTrue(Files.exists(Path.of("/usr/lib/podman/aardvark-dns")), "there is no aardvark-dns");
  }

  @Test
  void connectsARunningContainer() {
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");
    in("w", "echo 192.0.2.7 mine >> /etc/hosts");

    assertThat(
            ok(
                "network",
                "connect",
                "--ip=" + DB + ".77",
                "--mac-address=02:42:ac:11:00:02",
                "--alias=www",
                "db",
                "w"))
        .isEmpty();

    assertThat(addresses("w")).isEqualTo("eth0 " + WEB + ".2/24\neth1 " + DB + ".77/24");
    assertThat(in("w", "cat /sys/class/net/eth1/address")).isEqualTo("02:42:ac:11:00:02");
    assertThat(in("w", "cat /etc/hosts"))
        .contains("192.0.2.7 mine")
        .contains(WEB + ".2\t")
        .contains(DB + ".77\t");
    assertThat(inspected("w")).isEqualTo("db=" + DB + ".77 web=" + WEB + ".2");
    assertThat(ok("ps", "--filter=network=db", "--format={{.Networks}}")).contains("db");
    host().kapok("network", "rm", "db").exits(2).complains("has associated containers with it");
    host()
        .kapok("network", "connect", "db", "w")
        .exits(125)
        .complains("is already connected to network \"db\": network is already connected");

    ok("network", "disconnect", "db", "w");
    assertThat(addresses("w")).isEqualTo("eth0 " + WEB + ".2/24");
    assertThat(in("w", "cat /etc/hosts")).contains("mine").doesNotContain(DB);
    assertThat(inspected("w")).isEqualTo("web=" + WEB + ".2");
    ok("network", "rm", "db");
  }

  @Test
  void makesNamesKnownAndForgetsThem() {
    requireNames();
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");
    ok("run", "-d", "--name=other", "--network=db", BB, "sleep", "60");
    in("w", "echo options ndots:2 >> /etc/resolv.conf");
    ok("network", "connect", "--alias=www", "db", "w");

    for (String name : List.of("w", "www")) {
      assertThat(in("other", "nslookup -type=a " + name + " " + DB + ".1")).contains(DB + ".3");
    }
    assertThat(in("w", "cat /etc/resolv.conf"))
        .isEqualTo(
            "search dns.kapok\nnameserver " + WEB + ".1\nnameserver " + DB + ".1\noptions ndots:2");
    ok("network", "disconnect", "db", "w");
    host().kapok("exec", "other", "nslookup", "-type=a", "www", DB + ".1").exits(1);
    assertThat(in("w", "cat /etc/resolv.conf"))
        .isEqualTo("search dns.kapok\nnameserver " + WEB + ".1\noptions ndots:2");
  }

  @Test
  void letsTheNameServerOutliveWhoStartedIt() throws IOException {
    requireNames();
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");
    String pid = Files.readString(kapok.runRoot().resolve("cni/names/aardvark.pid")).trim();
    String monitor = ok("inspect", "w", "--format={{.State.ConmonPid}}");

    assertThat(Files.readString(Path.of("/proc/" + pid + "/cgroup")))
        .isEqualTo(Files.readString(Path.of("/proc/" + monitor + "/cgroup")));
  }

  @Test
  void movesPortsToTheNextNetwork() {
    ok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sh", "-c", SERVE);
    ok("network", "connect", "db", "w");
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");

    ok("network", "disconnect", "web", "w");

    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
    assertThat(host().besideBridges("nft", "list", "ruleset").ok().out())
        .doesNotContain(WEB + ".2");
    assertThat(in("w", "ip route")).contains("default via " + DB + ".1");
    assertThat(ok("port", "w")).isEqualTo("80/tcp -> 0.0.0.0:8080");
    ok("network", "disconnect", "db", "w");
    assertThat(inspected("w")).isEmpty();
    assertThat(addresses("w")).isEmpty();
    ok("network", "connect", "web", "w");
    assertThat(host().besideBridges("curl", "-s", "http://" + WEB + ".1:8080/").ok().out())
        .isEqualTo("answer");
    ok("restart", "-t", "0", "w");
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
  }

  @Test
  void changesTheNetworksOfOneThatDoesNotRun() {
    ok("create", "--name=w", "--network=web", BB, "sleep", "60");
    ok("network", "connect", "web", "w");
    ok("network", "connect", "--ip=" + DB + ".9", "db", "w");
    host().kapok("network", "rm", "db").exits(2);

    ok("start", "w");
    assertThat(addresses("w")).isEqualTo("eth0 " + WEB + ".2/24\neth1 " + DB + ".9/24");
    ok("stop", "-t", "0", "w");
    ok("network", "disconnect", "web", "w");
    ok("network", "disconnect", "db", "w");
    ok("start", "w");
    assertThat(addresses("w")).isEmpty();
    ok("network", "connect", "db", "w");
    assertThat(addresses("w")).isEqualTo("eth0 " + DB + ".10/24");
  }

  @Test
  void staysAsItWasWhereTheAddressCannotBeHad() {
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");
    ok("run", "-d", "--name=other", "--network=db", BB, "sleep", "60");

    host()
        .kapok("network", "connect", "--ip=" + DB + ".2", "db", "w")
        .exits(125)
        .complains("give address " + DB + ".2: another container has it");
    host()
        .kapok("network", "connect", "--ip=192.0.2.1", "db", "w")
        .exits(125)
        .complains("give address 192.0.2.1: it is in none of the ranges");
    host()
        .kapok("network", "connect", "--ip6=fd00::2", "db", "w")
        .exits(125)
        .complains("give address fd00::2: it is in none of the ranges");
    host().kapok("network", "connect", "--ip=x", "db", "w").exits(125).complains("\"x\"");
    host().kapok("network", "connect", "--mac-address=x", "db", "w").exits(125).complains("\"x\"");
    assertThat(addresses("w")).isEqualTo("eth0 " + WEB + ".2/24");
    assertThat(inspected("w")).isEqualTo("web=" + WEB + ".2");
    ok("network", "connect", "db", "w");
    assertThat(addresses("w")).contains("eth1 " + DB + ".");
  }

  @Test
  void tellsWhatIsWrong() {
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");
    host().kapok("network", "connect", "web").exits(125).complains("accepts 2 arg(s), received 1");
    host()
        .kapok("network", "connect", "nosuch", "w")
        .exits(125)
        .complains("unable to find network with name or ID nosuch: network not found");
    host()
        .kapok("network", "connect", "web", "nosuch")
        .exits(125)
        .complains("no container with name or ID \"nosuch\" found: no such container");
    host()
        .kapok("network", "disconnect", "db", "w")
        .exits(125)
        .complains("container w is not connected to network db");
    for (String mode : List.of("none", "host", "slirp4netns")) {
      ok("create", "--name=" + mode, "--network=" + mode, BB, "true");
      for (String verb : List.of("connect", "disconnect")) {
        host()
            .kapok("network", verb, "web", mode)
            .exits(125)
            .complains("\"" + mode + "\" is not supported: invalid network mode");
      }
    }
    host().kapok("network", "reload").exits(125).complains("you must provide at least one name");
    host().kapok("network", "reload", "-a", "w").exits(125).complains("no arguments are needed");
    host()
        .kapok("network", "reload", "none", "w")
        .exits(125)
        .complains("cannot reload network unless container network has been configured");
  }

  @Test
  void restoresRulesThatWereFlushed() {
    ok("run", "-d", "--name=none", "--network=none", BB, "sleep", "60");
    String id =
        ok(
            "run",
            "-d",
            "--name=w",
            "--network=web",
            "--network=db",
            "-p",
            "8080:80",
            BB,
            "sh",
            "-c",
            SERVE);
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
    String before = addresses("w");
    String mac = in("w", "cat /sys/class/net/eth0/address");
    host().besideBridges("nft", "flush", "ruleset").ok();
    assertThat(host().run("curl", "-s", "-m", "2", "http://127.0.0.1:8080/").out()).isEmpty();

    assertThat(ok("network", "reload", "--all")).isEqualTo(id);

    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
    assertThat(addresses("w")).isEqualTo(before);
    assertThat(in("w", "cat /sys/class/net/eth0/address")).isEqualTo(mac);
    assertThat(in("w", "ip route")).contains("default via " + WEB + ".1 dev eth0");
    host().besideBridges("nft", "flush", "ruleset").ok();
    assertThat(ok("network", "reload", "--latest")).isEqualTo(id);
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
  }

  @Test
  void repairsItselfAfterTheCommandWasKilledWhileItConnected() throws Exception {
    Path plugins = Files.createDirectories(kapok.folder().resolve("plugins"));
    Shell.run("chown", Integer.toString(identity.uid()), plugins.toString()).ok();
    Path pid = plugins.resolve("pid");
    Path hang =
        Files.writeString(
            plugins.resolve("hang"),
            "#!/bin/sh\n[ $CNI_COMMAND = ADD ] || exit 0\necho $$ > " + pid + "\nexec sleep 60\n");
    Shell.run("chmod", "+x", hang.toString()).ok();
    Path conf =
        Files.writeString(
            kapok.folder().resolve("containers.conf"),
            "[network]\ncni_plugin_dirs=[\"" + plugins + "\",\"/usr/lib/cni\"]\n");
    List<String> env = List.of("CONTAINERS_CONF=" + conf);
    host().define("slow", "kit-slow", "10.90.3", ", {\"type\": \"hang\"}");
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");

    Process connect = host().start(env, "network", "connect", "slow", "w");
    for (int i = 0; i < 200 && !Files.exists(pid); i++) {
      Pause.millis(50);
    }
    connect.destroyForcibly().waitFor();
    Shell.run("sh", "-c", "kill -9 $(cat " + pid + ")").ok();

    assertThat(inspected("w")).contains("slow=");
    host().kapok(env, "network", "disconnect", "slow", "w").ok();
    assertThat(addresses("w")).isEqualTo("eth0 " + WEB + ".2/24");
    assertThat(host().besideBridges("nft", "list", "ruleset").ok().out()).doesNotContain("10.90.3");
    ok("network", "rm", "slow");
  }

  @Test
  void givesContainersTheRoutesOfTheirNetworks() {
    ok(
        "network",
        "create",
        "--subnet=10.90.5.0/24",
        "--route=10.91.0.0/16,10.90.5.9",
        "--route=10.92.0.0/16,10.90.5.8,7",
        "-o",
        "metric=50",
        "routed");
    ok(
        "network",
        "create",
        "--subnet=10.90.6.0/24",
        "--route=10.91.0.0/16,10.90.6.9",
        "-o=no_default_route=1",
        "bare");
    ok("network", "create", "--subnet=10.90.7.0/24", "--route=0.0.0.0/0,10.90.7.9", "by");
    assertThat(
            ok(
                "network",
                "inspect",
                "routed",
                "--format",
                "{{range .Routes}}{{.Destination}} {{.Gateway}} {{.Metric}},{{end}}"))
        .startsWith("10.91.0.0/16 10.90.5.9 ")
        .endsWith(",10.92.0.0/16 10.90.5.8 7,");

    ok("run", "-d", "--name=w", "--network=bare", BB, "sleep", "60");
    assertThat(in("w", "ip route"))
        .contains("10.91.0.0/16 via 10.90.6.9")
        .doesNotContain("default");
    ok("network", "connect", "routed", "w");
    ok("network", "connect", "by", "w");
    String routes = in("w", "ip route").replaceAll(" +\n", "\n").replaceAll(" +", " ");
    assertThat(routes.lines())
        .contains(
            "default via 10.90.7.9 dev eth2",
            "default via 10.90.5.1 dev eth1 metric 50",
            "10.91.0.0/16 via 10.90.6.9 dev eth0",
            "10.91.0.0/16 via 10.90.5.9 dev eth1 metric 101",
            "10.92.0.0/16 via 10.90.5.8 dev eth1 metric 7")
        .doesNotContain("default via 10.90.7.1 dev eth2");
    assertThat(in("w", "ip route | grep -c default")).isEqualTo("2");
  }

  @Test
  void leavesNothingOfARemovedNetwork() throws IOException {
    assumeTrue(identity == Identity.ROOT, "a user's bridges go with the last container on them");
    ok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sleep", "60");
    Path results = kapok.runRoot().resolve("cni/results");
    Shell.run("sh", "-c", "rm " + results + "/web-*").ok();
    ok("rm", "-f", "-t", "0", "w");
    assertThat(host().left()).isNotEmpty();
    assertThat(host().run("ip", "-o", "link").ok().out()).contains("kit-web");

    ok("network", "rm", "web");

    assertThat(host().left()).isEmpty();
    assertThat(host().run("ip", "-o", "link").ok().out()).doesNotContain("kit-web");
    assertThat(kapok.runRoot().resolve("cni/leases/web")).doesNotExist();
  }

  @Test
  void changesWhomToAskForOtherNames() throws IOException {
    requireNames();
    ok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60");

    assertThat(ok("network", "update", "--dns-add=192.0.2.1,192.0.2.2", "web")).isEqualTo("web");
    Path names = kapok.runRoot().resolve("cni/names/web");
    assertThat(names).content().startsWith(WEB + ".1 192.0.2.1,192.0.2.2\n");
    ok("network", "update", "--dns-drop=192.0.2.1", "web");
    assertThat(names).content().startsWith(WEB + ".1 192.0.2.2\n");
    assertThat(ok("network", "inspect", "web")).contains("192.0.2.2").doesNotContain("192.0.2.1");
    assertThat(in("w", "nslookup -type=a w " + WEB + ".1")).contains(WEB + ".2");
  }
}
