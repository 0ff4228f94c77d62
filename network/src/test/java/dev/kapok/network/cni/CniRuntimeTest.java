package dev.kapok.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CniRuntimeTest {
  private static final String LIST =
      "{\"cniVersion\":\"1.1.0\",\"name\":\"web\",\"plugins\":[{\"type\":\"first\",\"capabilities\":"
          + "{\"ips\":true,\"mac\":false}},{\"type\":\"second\"}]}";
  private static final Attachment ETH0 =
      new Attachment(
          "c1",
          "/run/netns/c1",
          "eth0",
          Map.of(),
          Map.of("ips", List.of("10.0.0.9"), "mac", "02:00:00:00:00:01"));

  private final Path folder;
  private final List<String> calls = new ArrayList<>();
  private final Map<String, FakePlugin> plugins = new HashMap<>();
  private final NetworkList web = NetworkList.parse(LIST, "web.conflist");
  private final CniRuntime runtime;

  CniRuntimeTest(@TempDir Path folder) {
    this.folder = folder;
    plugins.put("first", new FakePlugin("first"));
    plugins.put("second", new FakePlugin("second"));
    runtime =
        new CniRuntime(
            TestKernel.get(),
            new Plugins(TestKernel.get().processes(), List.of(), List.of(), plugins::get, Set.of()),
            folder.toString());
  }

  /** Notes its calls; fails where it is told to. */
  private final class FakePlugin implements CniPlugin {
    final String type;
    final List<Map<String, Object>> confs = new ArrayList<>();
    List<String> versions = List.of("1.0.0", "1.1.0");
    List<GcAttachment> valid = List.of();
    String fails = "";
    String result = "";

    FakePlugin(String type) {
      this.type = type;
    }

    private void note(String command, PluginCall call) {
      calls.add(command + " " + type);
      confs.add(call.conf());
      if (fails.contains(command)) {
        throw CniException.refused(type, 101, "no " + command, "");
      }
    }

    @Override
    public Map<String, Object> add(PluginCall call) {
      note("ADD", call);
      return Map.of(
          "cniVersion", "1.1.0", "interfaces", List.of(Map.of("name", type)), "more", result);
    }

    @Override
    public void del(PluginCall call) {
      note("DEL", call);
    }

    @Override
    public void check(PluginCall call) {
      note("CHECK", call);
    }

    @Override
    public void gc(PluginCall call, List<GcAttachment> leave) {
      valid = leave;
      note("GC", call);
    }

    @Override
    public void status(PluginCall call) {
      note("STATUS", call);
    }

    @Override
    public List<String> versions() {
      return versions;
    }
  }

  private FakePlugin plugin(String type) {
    return java.util.Objects.requireNonNull(plugins.get(type));
  }

  @Test
  void addsInOrderAndDeletesInReverse() {
    CniResult result = runtime.add(web, ETH0);
    runtime.del(web, ETH0);

    assertThat(result.interfaces()).extracting(CniResult.Interface::name).containsExactly("second");
    assertThat(calls).containsExactly("ADD first", "ADD second", "DEL second", "DEL first");
  }

  @Test
  void chainsResultsAndPassesOnlyDeclaredCapabilities() {
    runtime.add(web, ETH0);
    runtime.del(web, ETH0);

    assertThat(plugin("first").confs.get(0))
        .containsEntry("name", "web")
        .containsEntry("cniVersion", "1.1.0")
        .containsEntry("runtimeConfig", Map.of("ips", List.of("10.0.0.9")))
        .doesNotContainKeys("capabilities", "prevResult");
    assertThat(plugin("second").confs.get(0))
        .doesNotContainKey("runtimeConfig")
        .extractingByKey("prevResult")
        .asString()
        .contains("first");
    assertThat(plugin("first").confs.get(1))
        .extractingByKey("prevResult")
        .asString()
        .contains("second");
  }

  @Test
  void undoesWhatWasAddedBeforeAFailure() throws IOException {
    plugin("second").fails = "ADD";

    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.add(web, ETH0))
        .withMessage("add container c1 to network web: CNI plugin second: no ADD");
    assertThat(calls).containsExactly("ADD first", "ADD second", "DEL second", "DEL first");
    assertThat(folder.resolve("results")).isEmptyDirectory();
  }

  @Test
  void callsEveryPluginAtTheEndAndKeepsTheRecordOfOneThatFailed() {
    runtime.add(web, ETH0);
    plugin("second").fails = "DEL";

    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.del(web, ETH0))
        .withMessage("remove container c1 from network web: CNI plugin second: no DEL");
    assertThat(calls).endsWith("DEL second", "DEL first");
    assertThat(runtime.attachments("c1")).hasSize(1);
  }

  @Test
  void forgetsWhatNoFurtherTryWouldRemove() {
    runtime.add(web, ETH0);
    plugins.remove("second");

    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.del(web, ETH0))
        .withMessageContaining("CNI plugin second: there is no such program");
    assertThat(calls).endsWith("ADD second", "DEL first");
    assertThat(runtime.attachments("c1")).isEmpty();
  }

  @Test
  void deletesBesideDamagedRecords() throws IOException {
    runtime.add(web, ETH0);
    Files.writeString(folder.resolve("results/a-b-c1-eth1"), "{");
    Files.writeString(folder.resolve("results/big-c1-eth2"), " ".repeat((16 << 20) + 1));
    Files.writeString(folder.resolve("results/web-c2-eth0"), "{}");

    assertThat(runtime.attachments("c1")).hasSize(1);
    assertThat(runtime.damaged("c1"))
        .containsExactlyInAnyOrder(
            new DamagedRecord("a-b", "c1", "eth1"), new DamagedRecord("big", "c1", "eth2"));
    runtime.damaged("c1").forEach(runtime::forget);
    assertThat(runtime.damaged("c1")).isEmpty();
    runtime.gc(web);
    assertThat(plugin("first").valid)
        .containsExactlyInAnyOrder(new GcAttachment("c1", "eth0"), new GcAttachment("c2", "eth0"));
    runtime.del(web, new Attachment("c2", "", "eth0", Map.of(), Map.of()));
    assertThat(runtime.damaged("c2")).isEmpty();
  }

  /** Makes a runtime for which a type is a program, in the folder of plugins. */
  private CniRuntime withPrograms(Set<String> external) {
    Plugins found =
        new Plugins(
            TestKernel.get().processes(),
            List.of("PATH=/bin:/usr/bin"),
            List.of(folder + "/plugins"),
            plugins::get,
            external);
    return new CniRuntime(TestKernel.get(), found, folder.toString());
  }

  @Test
  void takesAwayByTheProgramThatMadeIt() throws IOException {
    Path program = Files.createDirectories(folder.resolve("plugins")).resolve("first");
    Files.writeString(
        program,
        "#!/bin/sh\ncat > /dev/null; echo $CNI_COMMAND >> "
            + folder
            + "/program; [ $CNI_COMMAND != ADD ] || echo '{\"cniVersion\":\"1.0.0\"}'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    withPrograms(Set.of("first")).add(web, ETH0);

    withPrograms(Set.of()).del(web, ETH0);

    assertThat(folder.resolve("program")).content().isEqualTo("ADD\nDEL\n");
    assertThat(calls).containsExactly("ADD second", "DEL second");
    assertThat(withPrograms(Set.of()).attachments("c1")).isEmpty();
  }

  @Test
  void knowsWhoseRecordsThereAre() throws IOException {
    runtime.add(web, ETH0);
    Files.writeString(folder.resolve("results/a-b-0123456789ab-eth1"), "{");

    assertThat(runtime.containers()).containsExactlyInAnyOrder("c1", "0123456789ab");
  }

  @Test
  void refusesResultsThatAreNoNetworks() {
    plugin("second").result = "x".repeat(1 << 20);

    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.add(web, ETH0))
        .withMessageContaining("characters, at most 1048576 fit");
    assertThat(calls).endsWith("DEL second", "DEL first");
    assertThat(runtime.attachments("c1")).isEmpty();
  }

  @Test
  void deletesByTheConfigurationOfTheAdd() {
    runtime.add(web, ETH0);
    NetworkList changed =
        NetworkList.parse(
            "{\"cniVersion\":\"1.1.0\",\"name\":\"web\",\"plugins\":[{\"type\":\"other\"}]}", "x");

    runtime.del(changed, new Attachment("c1", "", "eth0", Map.of(), Map.of()));

    assertThat(calls).endsWith("DEL second", "DEL first");
    assertThat(plugin("first").confs.get(1)).containsKey("runtimeConfig");
  }

  @Test
  void asksThoseForMoreThatHaveNoPartInTheInterface() {
    NetworkList list =
        NetworkList.parse(
            LIST.replace("\"second\"", "\"second\",\"capabilities\":{\"ips\":true}"), "");
    runtime.add(list, ETH0);
    calls.clear();

    runtime.change(runtime.attachments("c1").get(0), "ips", Map.of("ips", List.of("10.0.0.8")));

    assertThat(calls).containsExactly("ADD second");
    assertThat(plugin("second").confs.get(1))
        .containsEntry("runtimeConfig", Map.of("ips", List.of("10.0.0.8")))
        .containsKey("prevResult");
    assertThat(runtime.attachments("c1").get(0).attachment().capabilityArgs())
        .containsEntry("ips", List.of("10.0.0.8"));
    plugin("second").fails = "ADD";
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.change(runtime.attachments("c1").get(0), "ips", Map.of()))
        .withMessage("change what container c1 has of network web: CNI plugin second: no ADD");
  }

  @Test
  void findsAnAddThatWasCutShort() {
    new ResultCache(TestKernel.get(), folder.toString()).put(web, ETH0, List.of(), null);

    List<CachedAttachment> found = runtime.attachments("c1");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).result()).isNull();
    runtime.del(found.get(0).list(), found.get(0).attachment());
    assertThat(plugin("second").confs.get(0)).doesNotContainKey("prevResult");
    assertThat(runtime.attachments("c1")).isEmpty();
  }

  @Test
  void recordsWhatEachPluginDid() {
    plugin("second").fails = "ADD DEL";

    assertThatExceptionOfType(CniException.class).isThrownBy(() -> runtime.add(web, ETH0));

    CniResult result = runtime.attachments("c1").get(0).result();
    assertThat(result).isNotNull();
    assertThat(plugin("second").confs.get(1)).containsKey("prevResult");
  }

  @Test
  void keepsResultsOfSeveralInterfacesInOrder() {
    runtime.add(web, new Attachment("c1", "/n", "eth10", Map.of("A", "1"), Map.of()));
    runtime.add(web, new Attachment("c1", "/n", "eth2", Map.of(), Map.of()));
    runtime.add(web, new Attachment("c12", "/n", "eth0", Map.of(), Map.of()));

    assertThat(runtime.attachments("c1"))
        .extracting(one -> one.attachment().ifName())
        .containsExactly("eth2", "eth10");
    assertThat(runtime.attachments("c1").get(1).attachment().cniArgs()).containsEntry("A", "1");
  }

  @Test
  void checksWithTheRecordedResult() {
    runtime.add(web, ETH0);
    runtime.check(web, ETH0);
    plugin("second").fails = "CHECK";

    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.check(web, ETH0))
        .withMessage("check container c1 in network web: CNI plugin second: no CHECK");
    assertThat(plugin("first").confs.get(1)).containsKey("prevResult");
  }

  @Test
  void asksOnlyPluginsThatKnowItToCollect() {
    runtime.add(web, ETH0);
    plugin("second").versions = List.of("1.0.0");
    calls.clear();

    runtime.gc(web);
    runtime.status(web);

    assertThat(calls).containsExactly("GC first", "STATUS first");
    assertThat(plugin("first").valid).containsExactly(new GcAttachment("c1", "eth0"));
    assertThat(plugin("first").confs.get(1))
        .containsEntry(
            "cni.dev/valid-attachments", List.of(Map.of("containerID", "c1", "ifname", "eth0")));
  }

  @Test
  void speaksTheNewestVersionThatAllPluginsKnow() {
    NetworkList list =
        NetworkList.parse(
            LIST.replace("\"cniVersion\"", "\"cniVersions\":[\"1.0.0\"],\"cniVersion\""), "x");
    plugin("second").versions = List.of("0.4.0", "1.0.0");

    runtime.add(list, ETH0);

    assertThat(plugin("first").confs.get(0)).containsEntry("cniVersion", "1.0.0");
  }

  @Test
  void refusesNamesThatNoPluginWouldTake() {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.add(web, new Attachment("c1", "/n", "a/b", Map.of(), Map.of())))
        .withMessageContaining("a/b");
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.add(web, new Attachment("c1", "/n", "a'b", Map.of(), Map.of())))
        .withMessageContaining("no '-' in front");
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> runtime.add(web, new Attachment("../c", "/n", "a", Map.of(), Map.of())))
        .withMessageContaining("../c");
    assertThat(calls).isEmpty();
  }
}
