package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.state.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers move between networks of plugins that write down their calls. */
class NetworkMovesTest extends VerbTest {
  private NetworkMoves moves;
  private String id = "";

  @BeforeEach
  void define() throws IOException {
    moves = new NetworkMoves(engine.parts);
    Files.createDirectories(folder.resolve("root/networks"));
    Files.createDirectories(folder.resolve("plugins"));
    plugin("link", "");
    plugin("more", "");
    network("web", "10.9.1");
    network("db", "10.9.2");
    network("lan", "10.9.3");
  }

  private void plugin(String type, String first) throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("plugins/" + type),
            "#!/bin/sh\n"
                + first
                + "\ntext=$(cat)\nports=$(echo \"$text\" | grep -o hostPort)\n"
                + "echo $CNI_COMMAND "
                + type
                + " $CNI_IFNAME $ports >> "
                + folder
                + "/calls\n[ ! -e "
                + folder
                + "/fail-$CNI_COMMAND ] || { echo '{\"code\":100,\"msg\":\"no\"}'; exit 1; }\n"
                + "[ $CNI_COMMAND = ADD ] || exit 0\n"
                + "net=$(echo \"$text\" | grep -o 'net.:.[0-9.]*' | head -n 1 | cut -c 7-)\n"
                + "echo '{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"'$net'.2/24\"}]}'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private void network(String name, String net) throws IOException {
    Files.writeString(
        folder.resolve("root/networks/" + name + ".conflist"),
        ("{\"cniVersion\":\"1.0.0\",\"name\":\"NAME\",\"plugins\":[{\"type\":\"link\",\"net\":\"NET\","
                + "\"capabilities\":{\"ips\":true}},{\"type\":\"more\",\"net\":\"NET\","
                + "\"capabilities\":{\"portMappings\":true}}]}")
            .replace("NAME", name)
            .replace("NET", net));
  }

  private static NetworkAttachment on(String network) {
    return new NetworkAttachment(network, "", List.of(), null, List.of());
  }

  private Container container(NetworkConfig.Mode mode) {
    NetworkConfig network =
        new NetworkConfig(
            mode,
            null,
            List.of(),
            List.of(new PortMapping("", 65001, 80, 1, "tcp")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            List.of());
    Container made = Configs.connected(Configs.plain('1', "one").config(), network);
    id = made.config().id();
    return made;
  }

  private void insert(NetworkConfig.Mode mode) {
    engine.insert(container(mode));
  }

  private void run() {
    engine.insert(
        engine.running(container(NetworkConfig.Mode.BRIDGE), engine.spawn("/bin/sleep", "60")));
  }

  private List<String> networks() {
    Container now = engine.parts.containers().find(id);
    return now.config().network().networks().stream()
        .map(one -> one.network() + " " + one.interfaceName())
        .toList();
  }

  private String calls() throws IOException {
    Path calls = folder.resolve("calls");
    String text = Files.exists(calls) ? Files.readString(calls) : "";
    Files.deleteIfExists(calls);
    return text;
  }

  private void fails(String command) throws IOException {
    Files.createFile(folder.resolve("fail-" + command));
  }

  private void works() throws IOException {
    Files.deleteIfExists(folder.resolve("fail-ADD"));
    Files.deleteIfExists(folder.resolve("fail-DEL"));
  }

  @Test
  void recordsWhatAContainerThatDoesNotRunIsOn() throws IOException {
    insert(NetworkConfig.Mode.BRIDGE);

    moves.connect("one", on("web"));
    moves.connect("one", on("web"));
    moves.connect("one", on("db"));

    assertThat(networks()).containsExactly("web eth0", "db eth1");
    assertThat(engine.parts.networkUses().networks(id)).containsExactly("db", "web");
    moves.disconnect("one", "web", false);
    assertThat(networks()).containsExactly("db eth1");
    assertThat(engine.parts.networkUses().networks(id)).containsExactly("db");
    moves.connect("one", on("web"));
    assertThat(networks()).containsExactly("db eth1", "web eth0");
    assertThat(calls()).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    insert(NetworkConfig.Mode.BRIDGE);
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.connect("one", on("nosuch")))
        .withMessage("unable to find network with name or ID nosuch: network not found");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.disconnect("one", "web", false))
        .withMessage("container one is not connected to network web");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.disconnect("one", "nosuch", false))
        .withMessageContaining("network not found");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.reload("one"))
        .withMessageStartingWith("cannot reload network unless container network has been")
        .matches(e -> e.kind() == KapokException.Kind.WRONG_STATE);
  }

  @Test
  void refusesContainersOfOtherModes() {
    insert(NetworkConfig.Mode.HOST);
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.connect("one", on("web")))
        .withMessageStartingWith("\"host\" is not supported: invalid network mode");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.disconnect("one", "web", true))
        .withMessageStartingWith("\"host\" is not supported: invalid network mode");
  }

  @Test
  void movesThePortsToTheNextNetwork() throws IOException {
    run();
    moves.connect("one", on("web"));
    moves.connect("one", on("db"));
    assertThat(calls())
        .isEqualTo("ADD link eth0\nADD more eth0 hostPort\nADD link eth1\nADD more eth1\n");
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.connect("one", on("web")))
        .withMessageEndingWith(
            "is already connected to network \"web\": network is already connected")
        .matches(e -> e.kind() == KapokException.Kind.EXISTS);

    moves.disconnect("one", "web", false);

    assertThat(calls())
        .isEqualTo("DEL more eth0 hostPort\nDEL link eth0\nADD more eth1 hostPort\n");
    moves.connect("one", on("web"));
    moves.disconnect("one", "web", false);
    assertThat(calls()).doesNotContain("hostPort");
    moves.disconnect("one", "db", false);
    assertThat(calls()).isEqualTo("DEL more eth1 hostPort\nDEL link eth1\n");
    assertThat(networks()).isEmpty();
    assertThat(engine.parts.cni().attachments(id)).isEmpty();
  }

  @Test
  void staysAsItWasWhereConnectingFails() throws IOException {
    run();
    fails("ADD");

    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.connect("one", on("web")))
        .withMessageEndingWith("to network web: CNI plugin link: no");

    assertThat(networks()).isEmpty();
    assertThat(engine.parts.networkUses().networks(id)).isEmpty();
    assertThat(calls()).isEqualTo("ADD link eth0\nDEL more eth0 hostPort\nDEL link eth0\n");
    assertThat(engine.parts.cni().attachments(id)).isEmpty();
  }

  @Test
  void leavesANetworkWhosePluginsFailOnlyByForce() throws IOException {
    run();
    moves.connect("one", on("web"));
    moves.connect("one", on("db"));
    fails("DEL");

    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.disconnect("one", "db", false))
        .withMessageContaining("CNI plugin more: no");
    assertThat(networks()).hasSize(2);
    moves.disconnect("one", "db", true);
    assertThat(networks()).containsExactly("web eth0");
    assertThat(engine.parts.cni().attachments(id)).hasSize(2);
  }

  @Test
  void reloadsWithTheSameAddress() throws IOException {
    run();
    moves.connect("one", on("web"));
    calls();

    assertThat(moves.reload("one")).isEqualTo(id);

    assertThat(calls())
        .isEqualTo(
            "DEL more eth0 hostPort\nDEL link eth0\nADD link eth0\nADD more eth0 hostPort\n");
    assertThat(engine.parts.cni().attachments(id).get(0).attachment().capabilityArgs())
        .containsEntry("ips", List.of("10.9.1.2"));
  }

  @Test
  void joinsWithTheNextReloadWhatThePreviousLost() throws IOException {
    run();
    moves.connect("one", on("web"));
    moves.connect("one", on("db"));
    fails("ADD");

    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> moves.reload("one"))
        .withMessageContaining("to network web")
        .matches(e -> e.getSuppressed().length > 0);
    assertThat(networks()).hasSize(2);
    assertThat(engine.parts.cni().attachments(id)).isEmpty();
    works();
    moves.reload("one");
    assertThat(engine.parts.cni().attachments(id)).hasSize(2);
  }

  @Test
  void doesTheRestOfADisconnectThatWasCutShort() throws IOException {
    run();
    moves.connect("one", on("web"));
    moves.connect("one", on("db"));
    String file = folder + "/run/cni/results/web-" + id + "-eth0";
    Files.delete(Path.of(file));
    calls();

    moves.disconnect("one", "web", false);

    assertThat(calls()).isEqualTo("ADD more eth1 hostPort\n");
    assertThat(networks()).containsExactly("db eth1");
  }
}
