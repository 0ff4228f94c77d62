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

/** Containers on defined networks: addresses, ports, names, and that nothing of them stays. */
class BridgeNetworkIT extends EngineTest {
  private static final String WEB = "10.90.1";
  private static final String SERVE =
      "mkdir /www; echo answer > /www/index.html; exec httpd -f -p 80 -h /www";

  private @Nullable TestNetwork made;

  @BeforeEach
  void makeHost() throws IOException {
    assumeTrue(
        identity == Identity.ROOT || Files.isWritable(Path.of("/dev/net/tun")),
        "there is no /dev/net/tun");
    made = TestNetwork.of(kapok, environment());
    host().define("web", "kit-web", WEB, "");
    host().define("db", "kit-db", "10.90.2", "");
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

  /** Returns what the command gets in its environment: here, nothing, for the built-in plugins. */
  List<String> environment() {
    return List.of();
  }

  private TestNetwork host() {
    return java.util.Objects.requireNonNull(made);
  }

  private String inspect(String container, String template) {
    return host().kapok("inspect", container, "--format", template).ok().out();
  }

  /** Asks from where the bridges are. */
  private String get(String url) {
    return answer(url, true);
  }

  private String answer(String url, boolean besideBridges) {
    for (int i = 0; i < 50; i++) {
      String[] ask = {"curl", "-s", "-m", "3", url};
      String answer = (besideBridges ? host().besideBridges(ask) : host().run(ask)).out();
      if (!answer.isEmpty()) {
        return answer;
      }
      Pause.millis(100);
    }
    return "no answer";
  }

  /** Fetches as a container of the network would: static programs in containers cannot. */
  private String fetchedFrom(String network, String url) {
    String id = host().kapok("run", "-d", "--network=" + network, BB, "sleep", "60").ok().out();
    String netns = inspect(id, "{{.NetworkSettings.SandboxKey}}");
    String fetched =
        host().besideMounts("nsenter", "--net=" + netns, "curl", "-s", "-m", "3", url).out();
    host().kapok("rm", "-f", "-t", "0", id).ok();
    return fetched;
  }

  @Test
  void givesAnAddressAndARoute() {
    assertThat(
            host()
                .kapok("run", "--rm", "--network=web", BB, "sh", "-c", "ip -4 addr; ip route")
                .ok()
                .out())
        .contains("inet " + WEB + ".2/24")
        .contains("default via " + WEB + ".1 dev eth0");
  }

  @Test
  void keepsTheDefaultRouteOfTheFirstNetwork() {
    assumeTrue(environment().isEmpty(), "other plugins leave it to the last network");
    assertThat(
            host()
                .kapok("run", "--rm", "--network=web", "--network=db", BB, "ip", "route")
                .ok()
                .out())
        .containsPattern("default via 10\\.90\\.1\\.1 dev eth0 *\n")
        .containsPattern("default via 10\\.90\\.2\\.1 dev eth1 +metric 101");
  }

  @Test
  void letsNobodyReachAnInternalNetwork() {
    assumeTrue(environment().isEmpty(), "other plugins know no internal networks");
    host().kapok("network", "create", "--internal", "--subnet=10.90.4.0/24", "inner").ok();
    host().kapok("run", "-d", "--name=in", "--network=inner", BB, "sh", "-c", SERVE).ok();

    assertThat(get("http://10.90.4.2/")).isEqualTo("answer");
    assertThat(fetchedFrom("web", "http://10.90.4.2/")).isEmpty();
    host().kapok("rm", "-f", "-t", "0", "in").ok();
    assertThat(host().besideBridges("nft", "list", "ruleset").ok().out())
        .doesNotContain("zone inner");
  }

  /** As docker and ufw have it. */
  @Test
  void passesWhereTheHostDropsWhatItForwards() {
    assumeTrue(environment().isEmpty(), "other plugins do that in their own way");
    assumeTrue(identity == Identity.ROOT, "nobody drops what a user's namespace forwards");
    host().run("iptables", "-P", "FORWARD", "DROP").ok();
    host()
        .kapok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sh", "-c", SERVE)
        .ok();

    assertThat(answer("http://127.0.0.1:8080/", false)).isEqualTo("answer");
    assertThat(fetchedFrom("db", "http://" + WEB + ".2/")).isEqualTo("answer");
    host().kapok("rm", "-f", "-t", "0", "w").ok();
    String rules = "";
    for (int i = 0; i < 50 && (i == 0 || rules.contains("kapok")); i++) {
      Pause.millis(100);
      rules = host().run("iptables", "-S").ok().out();
    }
    assertThat(rules).doesNotContain("kapok");
  }

  @Test
  void joinsTheDefaultNetworkWhereNoneIsNamed() {
    assumeTrue(identity == Identity.ROOT, "users' containers have a network of their own then");
    assertThat(
            host()
                .kapok("run", "--rm", "--network-alias=a", BB, "sh", "-c", "ip -4 addr show eth0")
                .ok()
                .out())
        .contains("inet 10.");
    assertThat(host().kapok("network", "inspect", "kapok").ok().out())
        .contains("\"network_interface\": \"kapok-");
    host().kapok("create", "--name=d", BB, "true").ok();
    assertThat(inspect("d", "{{.HostConfig.NetworkMode}}")).isEqualTo("bridge");
  }

  @Test
  void servesAPublishedPort() {
    host()
        .kapok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sh", "-c", SERVE)
        .ok();

    assertThat(get("http://" + WEB + ".1:8080/")).isEqualTo("answer");
    assertThat(answer("http://127.0.0.1:8080/", false)).isEqualTo("answer");
    assertThat(host().kapok("port", "w").ok().out()).isEqualTo("80/tcp -> 0.0.0.0:8080");
    assertThat(host().kapok("ps", "--format", "{{.Networks}} {{.Ports}}").ok().out())
        .isEqualTo("web 0.0.0.0:8080->80/tcp");
  }

  @Test
  void publishesRangesAndUdpAtAnAddress() {
    host()
        .kapok(
            "run",
            "-d",
            "--name=w",
            "--network=web",
            "-p=127.0.0.1:8080-8081:80-81",
            "-p=127.0.0.2:8081:81",
            "-p=127.0.0.1:8080:80/udp",
            BB,
            "sh",
            "-c",
            "mkdir /www; echo answer > /www/index.html; exec httpd -f -p 81 -h /www")
        .ok();

    assertThat(answer("http://127.0.0.1:8081/", false)).isEqualTo("answer");
    assertThat(answer("http://127.0.0.2:8081/", false)).isEqualTo("answer");
    if (identity == Identity.ROOT) {
      // slirp4netns drops what it would have to send to a loopback address.
      assertThat(host().datagram(inspect("w", "{{.State.Pid}}"), 80, "127.0.0.1/8080"))
          .isEqualTo("datagram");
    }
    assertThat(host().kapok("port", "w").ok().lines())
        .containsExactlyInAnyOrder(
            "80/tcp -> 127.0.0.1:8080",
            "81/tcp -> 127.0.0.1:8081",
            "81/tcp -> 127.0.0.2:8081",
            "80/udp -> 127.0.0.1:8080");
  }

  @Test
  void refusesAPortThatIsTaken() {
    host().kapok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sleep", "60").ok();

    host()
        .kapok("run", "--rm", "--network=db", "-p", "8080:81", BB, "true")
        .exits(125)
        .complains("publish port 8080/tcp: container w has it already");
  }

  @Test
  void givesWhatIsAskedFor() {
    host()
        .kapok(
            "run",
            "-d",
            "--name=w",
            "--network=web:ip=" + WEB + ".77,mac=02:42:ac:11:00:02,alias=www",
            "--network=db:interface_name=lan0",
            "-p",
            "8080:80",
            BB,
            "sleep",
            "60")
        .ok();

    assertThat(host().kapok("exec", "w", "ip", "-o", "-4", "addr").ok().out())
        .contains("eth0    inet " + WEB + ".77/24")
        .contains("lan0    inet 10.90.2.2/24");
    String web = "{{with index .NetworkSettings.Networks \"web\"}}";
    assertThat(
            inspect(
                "w", web + "{{.IPAddress}} {{.Gateway}} {{.IPPrefixLen}} {{.MacAddress}}{{end}}"))
        .isEqualTo(WEB + ".77 " + WEB + ".1 24 02:42:ac:11:00:02");
    assertThat(inspect("w", "{{index (index .NetworkSettings.Networks \"web\").Aliases 0}}"))
        .isEqualTo("www");
    assertThat(inspect("w", "{{.HostConfig.NetworkMode}}")).isEqualTo("bridge");
    assertThat(host().kapok("ps", "-q", "--filter=network=db").ok().lines()).hasSize(1);
  }

  @Test
  void keepsItsAddressOverARestart() {
    host()
        .kapok("run", "-d", "--name=w", "--network=web", "--ip=" + WEB + ".9", BB, "sleep", "60")
        .ok();

    host().kapok("restart", "-t", "0", "w").ok();

    assertThat(inspect("w", "{{(index .NetworkSettings.Networks \"web\").IPAddress}}"))
        .isEqualTo(WEB + ".9");
    host().kapok("stop", "-t", "0", "w").ok();
    assertThat(inspect("w", "{{(index .NetworkSettings.Networks \"web\").IPAddress}}")).isEmpty();
  }

  @Test
  void writesHostsAndResolvConf() {
    String files =
        host()
            .kapok(
                "run",
                "--rm",
                "--name=w",
                "--network=web",
                BB,
                "cat",
                "/etc/hosts",
                "/etc/resolv.conf")
            .ok()
            .out();

    assertThat(files).containsPattern("10\\.90\\.1\\.2\t[0-9a-f]{12} w");
    if (identity == Identity.ROOT) {
      // A user's bridge is not the host's, and this host has no address but the loopback's.
      assertThat(files).contains(WEB + ".1\thost.containers.internal");
    }
  }

  @Test
  void findsOthersByName() {
    assumeTrue(Files.exists(Path.of("/usr/lib/podman/aardvark-dns")), "there is no aardvark-dns");
    host().kapok("run", "-d", "--name=w", "--network=web:alias=www", BB, "sleep", "60").ok();
    host().kapok("run", "-d", "--name=other", "--network=web", BB, "sleep", "60").ok();

    for (String name : List.of("w", "www", "w.dns.kapok")) {
      assertThat(host().kapok("exec", "other", "nslookup", "-type=a", name, WEB + ".1").ok().out())
          .as(name)
          .contains(WEB + ".2");
    }
    assertThat(host().kapok("exec", "other", "cat", "/etc/resolv.conf").ok().out())
        .isEqualTo("search dns.kapok\nnameserver " + WEB + ".1");
    host().kapok("rm", "-f", "-t", "0", "w").ok();
    host().kapok("exec", "other", "nslookup", "-type=a", "w", WEB + ".1").exits(1);
  }

  @Test
  void startsTheNameServerAgain() {
    assumeTrue(Files.exists(Path.of("/usr/lib/podman/aardvark-dns")), "there is no aardvark-dns");
    host().kapok("run", "-d", "--name=w", "--network=web", BB, "sleep", "60").ok();
    Shell.run("sh", "-c", "kill -9 $(cat " + kapok.runRoot() + "/cni/names/aardvark.pid)").ok();

    assertThat(
            host()
                .kapok("run", "--rm", "--network=web", BB, "nslookup", "-type=a", "w", WEB + ".1")
                .ok()
                .out())
        .contains(WEB + ".2");
  }

  @Test
  void joinsFromAUserNamespace() {
    assertThat(
            host()
                .kapok(
                    "run",
                    "--rm",
                    identity == Identity.ROOT ? "--uidmap=0:1000000:65536" : "--uidmap=0:1:5000",
                    "--network=web",
                    BB,
                    "sh",
                    "-c",
                    "ip -4 addr show eth0; cat /etc/hosts")
                .ok()
                .out())
        .contains("inet " + WEB + ".2/24")
        .contains(WEB + ".2\t");
  }

  @Test
  void cleansUpAfterTheNamespaceWasTakenAway() {
    host().kapok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sleep", "60").ok();
    String netns = inspect("w", "{{.NetworkSettings.SandboxKey}}");
    host().besideMounts("umount", netns).ok();
    host().besideMounts("rm", netns).ok();

    host().kapok("rm", "-f", "-t", "0", "w").ok();
  }

  @Test
  void cleansUpAfterAKill() {
    host().kapok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sleep", "60").ok();
    String pids = inspect("w", "{{.State.Pid}} {{.State.ConmonPid}}");

    Shell.run("sh", "-c", "kill -9 " + pids).ok();

    host().kapok("rm", "w").ok();
  }

  @Test
  void cleansUpAfterTheCommandWasKilledInAPlugin() throws Exception {
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

    Process run = host().start(env, "run", "-d", "--name=w", "--network=slow", BB, "true");
    for (int i = 0; i < 200 && !Files.exists(pid); i++) {
      Pause.millis(50);
    }
    run.destroyForcibly().waitFor();
    Shell.run("sh", "-c", "kill -9 $(cat " + pid + ")").ok();

    assertThat(host().left()).isNotEmpty();
    host().kapok(env, "rm", "-f", "-t", "0", "w").ok();
    assertThat(host().left()).isEmpty();
  }

  @Test
  void tellsWhatIsWrong() {
    host()
        .kapok("run", "--rm", "--network=none-such", BB, "true")
        .exits(125)
        .complains("unable to find network with name or ID none-such: network not found");
    host()
        .kapok("run", "--rm", "--network=web:ip=192.0.2.1", BB, "true")
        .exits(125)
        .complains("192.0.2.1");
    host()
        .kapok("run", "--rm", "--network=web", "--network=host", BB, "true")
        .exits(125)
        .complains("cannot set multiple networks without bridge network mode");
  }
}
