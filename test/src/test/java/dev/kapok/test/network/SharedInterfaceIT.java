package dev.kapok.test.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks whose containers share an interface of the host, by the distribution's plugins. */
class SharedInterfaceIT extends EngineTest {
  private static final String LAN = "10.90.8";

  private @Nullable TestNetwork made;

  @BeforeEach
  void makeHost() {
    assumeTrue(identity == Identity.ROOT, "such networks are root's alone");
    assumeTrue(
        Files.exists(Path.of("/usr/lib/cni/macvlan")), "install containernetworking-plugins");
    made = TestNetwork.of(kapok, List.of());
    ip("link add lan0 type veth peer name far0");
    ip("link set lan0 up");
    ip("link set far0 up");
    ip("addr add " + LAN + ".1/24 dev far0");
  }

  @AfterEach
  void removeHost() throws IOException {
    if (made != null) {
      made.kapok("rm", "-f", "-a", "-t", "0").ok();
      ip("link del lan0");
      List<String> left = made.left();
      made.close();
      assertThat(left).as("left of networks").isEmpty();
    }
  }

  private TestNetwork host() {
    return java.util.Objects.requireNonNull(made);
  }

  private void ip(String words) {
    host().run(("ip " + words).split(" ")).ok();
  }

  private String ok(String... words) {
    return host().kapok(words).ok().out();
  }

  private String in(String container, String script) {
    return ok("exec", container, "sh", "-c", script);
  }

  @Test
  void joinsMacvlanNetworks() {
    ok("network", "create", "-d=macvlan", "-o=parent=lan0", "--subnet=" + LAN + ".0/24", "lan");
    String options = "lan:ip=" + LAN + ".77,mac=02:42:ac:11:00:09";
    ok("run", "-d", "--name=w", "--cap-add=NET_RAW", "--network=" + options, BB, "sleep", "60");

    assertThat(in("w", "ip -4 -o addr show eth0")).contains(LAN + ".77/24");
    assertThat(in("w", "cat /sys/class/net/eth0/address")).isEqualTo("02:42:ac:11:00:09");
    assertThat(in("w", "ip route")).contains("default via " + LAN + ".1");
    in("w", "ping -c 1 -W 5 " + LAN + ".1");
    assertThat(ok("inspect", "w", "--format={{.NetworkSettings.Networks.lan.IPAddress}}"))
        .isEqualTo(LAN + ".77");
    ok("network", "disconnect", "lan", "w");
    assertThat(in("w", "ls /sys/class/net")).isEqualTo("lo");
    ok("network", "connect", "lan", "w");
    assertThat(ok("network", "reload", "w")).isNotEmpty();
    in("w", "ping -c 1 -W 5 " + LAN + ".1");
  }

  @Test
  void passesOptionsOn() {
    ok(
        "network",
        "create",
        "-d=macvlan",
        "-o=parent=lan0",
        "-o=mtu=1400",
        "-o=mode=private",
        "-o=no_default_route=1",
        "--route=10.91.0.0/16," + LAN + ".9",
        "--subnet=" + LAN + ".0/24",
        "lan");

    assertThat(ok("run", "--rm", "--network=lan", BB, "sh", "-c", "ip link show eth0; ip route"))
        .contains("mtu 1400", "10.91.0.0/16 via " + LAN + ".9")
        .doesNotContain("default");
  }

  @Test
  void givesNoAddressWhereNobodyGivesOne() {
    ok("network", "create", "--ipam-driver=none", "bare");
    ok("network", "create", "-d=macvlan", "-o=parent=lan0", "--ipam-driver=none", "lan");

    assertThat(
            ok(
                "run",
                "--rm",
                "--network=bare",
                "--network=lan",
                BB,
                "sh",
                "-c",
                "ls /sys/class/net; ip -4 -o addr"))
        .contains("eth0", "eth1", "127.0.0.1")
        .doesNotContain("inet 10.");
  }

  @Test
  void joinsIpvlanNetworks() {
    Result can = host().run("ip", "link", "add", "link", "lan0", "name", "iv0", "type", "ipvlan");
    assumeTrue(can.status() == 0, "this kernel has no ipvlan");
    ip("link del iv0");
    ok("network", "create", "-d=ipvlan", "-o=parent=lan0", "--subnet=" + LAN + ".0/24", "lan");

    ok("run", "--rm", "--cap-add=NET_RAW", "--network=lan", BB, "ping", "-c", "1", LAN + ".1");
  }

  @Test
  void takesTheParentFromTheDefaultRoute() {
    ok("network", "create", "-d=macvlan", "--subnet=" + LAN + ".0/24", "lan");
    host()
        .kapok("run", "--rm", "--network=lan", BB, "true")
        .exits(125)
        .complains("names no parent interface, and the host has no default route");
    ip("route add default dev lan0");
    ok("run", "-d", "--name=w", "--network=lan", BB, "sleep", "60");
    ip("route del default");

    ok("rm", "-f", "-t", "0", "w");
  }

  @Test
  void saysThatTheDaemonOfDhcpIsMissing() {
    assumeTrue(!Files.exists(Path.of("/run/cni/dhcp.sock")), "it runs");
    ok("network", "create", "-d=macvlan", "-o=parent=lan0", "lan");

    host()
        .kapok("run", "--rm", "--network=lan", BB, "true")
        .exits(125)
        .complains("for which CNI's daemon has to listen at /run/cni/dhcp.sock");
  }

  @Test
  void getsAddressesByDhcp() throws Exception {
    Path folder = kapok.folder().resolve("dhcp");
    Files.createDirectories(folder);
    Path socket = folder.resolve("sock");
    Path conf =
        Files.writeString(
            folder.resolve("udhcpd.conf"),
            "start "
                + LAN
                + ".50\nend "
                + LAN
                + ".50\ninterface far0\noption subnet 255.255.255.0\nopt router "
                + LAN
                + ".1\nlease_file "
                + folder
                + "/leases\npidfile "
                + folder
                + "/pid\n");
    Files.createFile(folder.resolve("leases"));
    Process server = host().startProgram("busybox", "udhcpd", "-f", conf.toString());
    Process daemon =
        host().startProgram("/usr/lib/cni/dhcp", "daemon", "-socketpath", socket.toString());
    try {
      for (int i = 0; i < 100 && !Files.exists(socket); i++) {
        Pause.millis(50);
      }
      ok("network", "create", "-d=macvlan", "-o=parent=lan0", "lan");
      Path definition = kapok.folder().resolve("networks/lan.conflist");
      String text = Files.readString(definition);
      Files.writeString(
          definition,
          text.replace(
              "\"type\": \"dhcp\"",
              "\"type\": \"dhcp\", \"daemonSocketPath\": \"" + socket + "\""));

      ok("run", "-d", "--name=w", "--network=lan", BB, "sleep", "60");

      assertThat(in("w", "ip -4 -o addr show eth0")).contains(LAN + ".50/24");
      ok("rm", "-f", "-t", "0", "w");
      ok("run", "-d", "--name=w", "--network=lan", BB, "sleep", "60");
      daemon.destroyForcibly().waitFor();
      Files.deleteIfExists(socket);
      host().kapok("rm", "-f", "-t", "0", "w");
      ok("rm", "-f", "-t", "0", "w");
    } finally {
      daemon.destroyForcibly().waitFor();
      server.destroyForcibly().waitFor();
      Shell.run("rm", "-rf", folder.toString());
    }
  }
}
