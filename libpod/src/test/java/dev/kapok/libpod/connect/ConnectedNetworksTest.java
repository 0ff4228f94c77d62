package dev.kapok.libpod.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.state.Configs;
import dev.kapok.libpod.verb.TestEngine;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectedNetworksTest {
  private final Path folder;
  private final TestEngine engine;

  ConnectedNetworksTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.engine = new TestEngine(folder);
    Files.createDirectories(folder.resolve("plugins"));
    Files.createDirectories(folder.resolve("root/networks"));
    // Says what it was told, by network.
    plugin(
        "stub",
        "cat > "
            + folder
            + "/$CNI_COMMAND-$CNI_IFNAME; [ $CNI_COMMAND = ADD ] || exit 0; echo '{\"cniVersion\":"
            + "\"1.0.0\",\"ips\":[{\"address\":\"10.9.0.2/24\",\"gateway\":\"10.9.0.1\"}]}'");
    plugin("broken", "[ $CNI_COMMAND = DEL ] || { echo '{\"code\":7,\"msg\":\"no\"}'; exit 1; }");
    define("web", "stub");
    define("bad", "broken");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void plugin(String name, String script) throws IOException {
    Path program =
        Files.writeString(folder.resolve("plugins/" + name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private void define(String name, String type) throws IOException {
    Files.writeString(
        folder.resolve("root/networks/" + name + ".conflist"),
        "{\"cniVersion\":\"1.0.0\",\"name\":\""
            + name
            + "\",\"plugins\":[{\"type\":\""
            + type
            + "\",\"ipam\":{\"type\":\"host-local\"},\"capabilities\":{\"portMappings\":true,"
            + "\"ips\":true,\"mac\":true}}]}");
  }

  private static NetworkAttachment on(String network, String interfaceName) {
    return new NetworkAttachment(
        network, interfaceName, List.of("10.9.0.2"), "02:00:00:00:00:02", List.of());
  }

  private static Container container(NetworkAttachment... networks) {
    Container plain = Configs.plain('1', "one");
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.Mode.BRIDGE,
            null,
            List.of(),
            List.of(new PortMapping("127.0.0.1", 65001, 80, 2, "tcp")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            List.of(networks));
    return Configs.connected(plain.config(), network);
  }

  @Test
  void tellsPluginsWhatTheContainerAsksFor() {
    SeenNetwork seen =
        new ConnectedNetworks(engine.parts)
            .connect(engine.insert(container(on("web", "eth0"))), "/proc");

    assertThat(seen.addresses()).containsExactly("10.9.0.2");
    assertThat(seen.hostAddress()).isEqualTo("10.9.0.1");
    assertThat(folder.resolve("ADD-eth0"))
        .content()
        .contains("\"ips\":[\"10.9.0.2\"]")
        .contains("\"mac\":\"02:00:00:00:00:02\"")
        .contains("\"hostPort\":65002,\"containerPort\":81,\"protocol\":\"tcp\"")
        .contains("\"hostIP\":\"127.0.0.1\"")
        .contains("\"dataDir\":\"" + engine.parts.paths().leases() + "\"");
  }

  @Test
  void takesAwayWhatIsOnRecord() {
    Container container = engine.insert(container(on("web", "eth0"), on("web", "eth1")));
    ConnectedNetworks networks = new ConnectedNetworks(engine.parts);
    networks.connect(container, "/proc");
    assertThat(networks.recorded(container.config().id())).hasSize(2);

    networks.disconnect(container.config().id(), "/nonexistent/netns");

    assertThat(networks.recorded(container.config().id())).isEmpty();
    assertThat(folder.resolve("DEL-eth0")).exists();
    assertThat(folder.resolve("DEL-eth1")).exists();
  }

  @Test
  void undoesTheFirstNetworkWhereTheSecondFails() {
    Container container = engine.insert(container(on("web", "eth0"), on("bad", "eth1")));
    ConnectedNetworks networks = new ConnectedNetworks(engine.parts);

    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> networks.connect(container, "/proc"))
        .withMessageEndingWith("to network bad: CNI plugin broken: no");

    assertThat(networks.recorded(container.config().id())).isEmpty();
    assertThat(folder.resolve("DEL-eth0")).exists();
  }

  @Test
  void takesAwayByTheDefinitionWhereTheRecordIsLost() {
    Container container = container(on("web", "eth0"), on("gone", "eth1"));

    new ConnectedNetworks(engine.parts).disconnectLost(container, "/nonexistent/netns");

    assertThat(folder.resolve("DEL-eth0")).exists();
  }

  private static Container late(Container other) {
    return Configs.connected(Configs.plain('2', "two").config(), other.config().network());
  }

  @Test
  void refusesAPortThatAContainerHasThatIsBeingStarted() {
    Container other = engine.insert(container(on("web", "eth0")));
    Container late = engine.insert(late(other));
    new ConnectedNetworks(engine.parts).claimPorts(other);

    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> new HostPorts(engine.parts).claim(late.config()))
        .withMessageContaining("publish port 65001/tcp: container one has it already");

    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.publishedPorts().release(tx, other.config().id());
      tx.commit();
    }
    new HostPorts(engine.parts).claim(late.config());
  }

  @Test
  void takesAPortWhoseContainerEndedUnseen() throws InterruptedException {
    Container other = container(on("web", "eth0"));
    int pid = engine.spawn("/bin/sleep", "60");
    engine.insert(engine.running(other, pid));
    engine.kernel.pids().kill(pid, 9);
    engine.kernel.pids().awaitExit(pid, 10_000);

    Container late = engine.insert(late(other));
    assertThatNoException().isThrownBy(() -> new ConnectedNetworks(engine.parts).claimPorts(late));
  }

  @Test
  void choosesPortsThatNoContainerAsksFor() {
    Container other = engine.insert(container(on("web", "eth0")));
    PortMapping open = new PortMapping("", 0, 80, 1, "tcp");

    List<PortMapping> ports = new HostPorts(engine.parts).complete(List.of(open, open));

    assertThat(ports).extracting(PortMapping::hostPort).doesNotHaveDuplicates();
    assertThat(ports)
        .extracting(PortMapping::hostPort)
        .doesNotContain(0, other.config().network().ports().get(0).hostPort());
  }

  @Test
  void refusesAPortThatAnotherContainerHas() {
    Container other = container(on("web", "eth0"));
    engine.insert(engine.running(other, engine.spawn("/bin/sleep", "60")));
    Container late = late(other);

    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> new ConnectedNetworks(engine.parts).claimPorts(late))
        .withMessage(
            "publish port 65001/tcp: container one has it already; choose another port, or stop"
                + " that container");
  }
}
