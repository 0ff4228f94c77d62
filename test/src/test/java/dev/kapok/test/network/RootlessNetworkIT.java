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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The network namespace that an unprivileged user's bridges are in: its way to the host and beyond,
 * and that it is repaired and goes.
 */
class RootlessNetworkIT extends EngineTest {
  private static final String WEB = "10.90.1";
  private static final String OUTSIDE = "192.0.2.1";
  private static final String SERVE =
      "mkdir /www; echo answer > /www/index.html; exec httpd -f -p 80 -h /www";

  private @Nullable TestNetwork made;

  @BeforeEach
  void makeHost() throws IOException {
    assumeTrue(identity == Identity.USER, "root's bridges are the host's");
    assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
    made = TestNetwork.of(kapok, List.of());
    host().define("web", "kit-web", WEB, "");
    host().define("db", "kit-db", "10.90.2", "");
    host().run("ip", "link", "add", "outside", "type", "veth", "peer", "name", "far").ok();
    host().run("ip", "addr", "add", OUTSIDE + "/24", "dev", "outside").ok();
    host().run("ip", "link", "set", "outside", "up").ok();
    host().run("ip", "link", "set", "far", "up").ok();
    host().run("ip", "route", "add", "default", "dev", "outside").ok();
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
    return Objects.requireNonNull(made);
  }

  private Path folder() {
    return kapok.runRoot().resolve("networks/rootless-netns");
  }

  private String slirp() throws IOException {
    return Files.readAllLines(folder().resolve("network.pid")).get(1).split(" ", 2)[0];
  }

  private void serve(String name, String publish) {
    host()
        .kapok("run", "-d", "--name", name, "--network=web", "-p", publish, BB, "sh", "-c", SERVE)
        .ok();
  }

  private String get(String url) {
    for (int i = 0; i < 50; i++) {
      String answer = host().run("curl", "-s", "-m", "3", url).out();
      if (!answer.isEmpty()) {
        return answer;
      }
      Pause.millis(100);
    }
    return "no answer";
  }

  @Test
  void reachesTheOutsideAndTheHost() {
    Process server =
        host()
            .start(
                "busybox", "httpd", "-f", "-p", OUTSIDE + ":8000", "-h", kapok.folder().toString());
    try {
      for (String address : List.of(OUTSIDE, "host.containers.internal")) {
        String ask = "echo GET /none HTTP/1.0 | nc -w 5 " + address + " 8000";
        assertThat(host().kapok("run", "--rm", "--network=web", BB, "sh", "-c", ask).ok().out())
            .as(address)
            .contains("HTTP/1.1 4");
      }
    } finally {
      server.destroy();
    }
  }

  @Test
  void goesWithTheLastContainer() throws IOException {
    host().kapok("run", "-d", "--name=one", "--network=web", BB, "sleep", "60").ok();
    String pid = slirp();
    host().kapok("run", "-d", "--name=two", "--network=db", BB, "sleep", "60").ok();
    assertThat(slirp()).isEqualTo(pid);

    host().kapok("stop", "-t", "0", "one").ok();
    assertThat(slirp()).isEqualTo(pid);
    host().kapok("stop", "-t", "0", "two").ok();

    assertThat(folder()).doesNotExist();
    // Nobody may have taken note of its end yet.
    assertThat(Shell.run("sh", "-c", "cat /proc/" + pid + "/cmdline").out()).isEmpty();
  }

  @Test
  void closesThePortsOfAContainerThatEnds() {
    host().kapok("run", "-d", "--name=other", "--network=db", BB, "sleep", "60").ok();
    serve("w", "8080:80");
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");

    host().kapok("stop", "-t", "0", "w").ok();

    assertThat(host().run("ss", "-Hltn", "sport = :8080").ok().out()).isEmpty();
    host().kapok("start", "w").ok();
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
  }

  @Test
  void publishesPortsOfUdp() {
    host()
        .kapok("run", "--rm", "--network=web", "-p", "53:8053/udp", BB, "sleep", "60")
        .exits(125)
        .complains("users may listen from port");
    host()
        .kapok("run", "-d", "--name=w", "--network=web", "-p", "8053:53/udp", BB, "sleep", "60")
        .ok();
    String pid = host().kapok("inspect", "w", "--format", "{{.State.Pid}}").ok().out();
    assertThat(host().datagram(pid, 53, OUTSIDE + "/8053")).isEqualTo("datagram");
  }

  @Test
  void publishesTheSamePortAtTwoAddresses() {
    serve("w", "127.0.0.1:8080:80");
    serve("v", "127.0.0.2:8080:80");
    host().kapok("exec", "v", "sh", "-c", "echo other > /www/index.html").ok();

    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
    assertThat(get("http://127.0.0.2:8080/")).isEqualTo("other");
  }

  @Test
  void refusesAPortThatAnotherProgramHas() {
    Process server = host().start("busybox", "httpd", "-f", "-p", "8080");
    try {
      assertThat(get("http://127.0.0.1:8080/")).contains("404");
      host()
          .kapok("run", "--rm", "--network=web", "-p", "8080:80", BB, "true")
          .exits(125)
          .complains("8080/tcp: the address is already in use");
    } finally {
      server.destroy();
    }
  }

  @Test
  void startsSlirpAgainWithAllPorts() throws IOException {
    serve("w", "8080:80");
    Shell.run("kill", "-9", slirp()).ok();

    serve("v", "8081:80");

    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
    assertThat(get("http://127.0.0.1:8081/")).isEqualTo("answer");
  }

  @Test
  void replacesTheNamespaceThatWasTakenAway() {
    serve("w", "8080:80");
    host().besideMounts("umount", folder().resolve("netns").toString()).ok();

    serve("v", "8081:80");

    assertThat(get("http://127.0.0.1:8081/")).isEqualTo("answer");
    host().kapok("restart", "-t", "0", "w").ok();
    assertThat(get("http://127.0.0.1:8080/")).isEqualTo("answer");
  }

  @Test
  void cleansUpWhereOnlyTheNamespaceIsLeft() throws IOException {
    host().kapok("run", "-d", "--name=w", "--network=web", "-p", "8080:80", BB, "sleep", "60").ok();
    String pids =
        host().kapok("inspect", "w", "--format", "{{.State.Pid}} {{.State.ConmonPid}}").ok().out();
    Shell.run("sh", "-c", "kill -9 " + pids + " " + slirp()).ok();

    host().kapok("rm", "-f", "-t", "0", "w").ok();

    assertThat(folder()).doesNotExist();
  }

  @Test
  void staysWhileSomebodyLooksAround() {
    assertThat(host().besideBridges("ip", "-o", "-4", "addr", "show", "tap0").ok().out())
        .contains("10.0.2.100/24");
    assertThat(folder()).doesNotExist();
  }
}
