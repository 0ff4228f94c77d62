package dev.kapok.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.sys.TestKernel;
import dev.kapok.sys.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalPluginTest {
  private static final ProcessRunner PROCESSES = TestKernel.get().processes();

  @TempDir Path folder;

  private CniPlugin plugin(String script) throws IOException {
    return plugin(script, ExternalPlugin.TIMEOUT_MILLIS);
  }

  private CniPlugin plugin(String script, long timeout) throws IOException {
    Path program = Files.writeString(folder.resolve("stub"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new ExternalPlugin(
        PROCESSES, List.of("PATH=/usr/bin:/bin"), "stub", program.toString(), timeout);
  }

  private static PluginCall call() {
    return new PluginCall(
        Map.of("name", "web", "cniVersion", "1.0.0"),
        new Attachment("c1", "/run/netns/c1", "eth0", Map.of("IgnoreUnknown", "1"), Map.of()),
        List.of("/a", "/b"));
  }

  private static void fails(CniPlugin plugin, CniException.Kind kind, String... words) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> plugin.add(call()))
        .matches(e -> e.kind() == kind, "is " + kind)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void tellsThePluginByEnvironmentAndInput() throws IOException {
    CniPlugin stub =
        plugin(
            "cat > "
                + folder
                + "/in; env | grep ^CNI_ | sort > "
                + folder
                + "/env; echo '{\"ips\":[]}'");

    Map<String, Object> result = stub.add(call());

    assertThat(result).containsEntry("ips", List.of());
    assertThat(folder.resolve("in")).content().contains("\"name\":\"web\"");
    assertThat(Files.readAllLines(folder.resolve("env")))
        .containsExactly(
            "CNI_ARGS=IgnoreUnknown=1",
            "CNI_COMMAND=ADD",
            "CNI_CONTAINERID=c1",
            "CNI_IFNAME=eth0",
            "CNI_NETNS=/run/netns/c1",
            "CNI_PATH=/a:/b");
  }

  @Test
  void putsAnErrorIntoWords() throws IOException {
    CniPlugin stub =
        plugin("echo '{\"code\":11,\"msg\":\"the pool is empty\",\"details\":\"web\"}'; exit 1");

    fails(stub, CniException.Kind.REFUSED, "CNI plugin stub: the pool is empty (web)");
  }

  @Test
  void tellsRubbishApart() throws IOException {
    fails(plugin("echo oops"), CniException.Kind.RUBBISH, "no JSON object", "oops");
    fails(plugin("echo oops >&2; exit 3"), CniException.Kind.RUBBISH, "exit code 3", "oops");
    fails(plugin("echo '{\"msg\":7}'; exit 1"), CniException.Kind.RUBBISH, "none of CNI's");
  }

  @Test
  void tellsASignalApart() throws IOException {
    fails(plugin("kill -9 $$"), CniException.Kind.KILLED, "killed by signal 9");
  }

  @Test
  void endsAPluginThatHangs() throws IOException {
    fails(plugin("exec sleep 60", 100), CniException.Kind.TIMED_OUT, "did not end within 0.1 s");
  }

  @Test
  void saysThatAPluginIsMissing() {
    Plugins plugins = new Plugins(PROCESSES, List.of(), List.of(folder.toString()), null, Set.of());

    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> plugins.find("nothing"))
        .matches(e -> e.kind() == CniException.Kind.MISSING)
        .withMessageContaining(folder.toString());
  }

  @Test
  void asksForVersions() throws IOException {
    CniPlugin stub =
        plugin("echo \"{\\\"supportedVersions\\\":[\\\"$CNI_COMMAND\\\",\\\"1.0.0\\\"]}\"");

    assertThat(stub.versions()).containsExactly("VERSION", "1.0.0");
  }
}
