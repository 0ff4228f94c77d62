package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code info} and {@code version}: what scripts ask for, by podman's names. */
class InfoIT extends EngineTest {
  private String jq(String path) {
    return jq(path, kapok.run("info", "--format", "json").ok().stdout());
  }

  private static String jq(String path, String json) {
    return Shell.run(List.of("jq", "-r", path), json).ok().out();
  }

  @Test
  void jsonHasTheFieldsThatScriptsUse() {
    String json = kapok.run("info", "--format", "json").ok().stdout();
    for (String path :
        List.of(
            ".host.arch",
            ".host.cgroupManager",
            ".host.cgroupVersion",
            ".host.cgroupControllers",
            ".host.conmon.path",
            ".host.cpus",
            ".host.distribution.distribution",
            ".host.eventLogger",
            ".host.hostname",
            ".host.kernel",
            ".host.logDriver",
            ".host.memTotal",
            ".host.networkBackend",
            ".host.ociRuntime.name",
            ".host.ociRuntime.path",
            ".host.os",
            ".host.remoteSocket.path",
            ".host.security.capabilities",
            ".host.security.rootless",
            ".host.security.seccompEnabled",
            ".host.serviceIsRemote",
            ".host.slirp4netns.executable",
            ".store.containerStore.number",
            ".store.graphDriverName",
            ".store.graphRoot",
            ".store.graphStatus",
            ".store.imageStore.number",
            ".store.runRoot",
            ".store.volumePath",
            ".version.Version",
            ".version.APIVersion",
            ".registries",
            ".plugins.log",
            ".plugins.network",
            ".plugins.volume")) {
      assertThat(jq(path, json)).as(path).isNotEqualTo("null").isNotEmpty();
    }
  }

  @Test
  void numbersAreRight() {
    kapok.run("run", "-d", "--network=none", BB, "sleep", "1000").ok();
    kapok.run("create", "--network=none", BB, "true").ok();
    assertThat(jq(".store.containerStore | [.number, .running, .stopped, .paused] | join(\" \")"))
        .isEqualTo("2 1 1 0");
    assertThat(jq(".store.imageStore.number")).isEqualTo("1");
    assertThat(jq(".host.security.rootless"))
        .isEqualTo(Boolean.toString(identity == Identity.USER));
    assertThat(kapok.run("info", "--format", "{{.Host.OCIRuntime.Name}}").ok().out()).isNotEmpty();
    assertThat(kapok.run("info").ok().stdout()).startsWith("host:\n").contains("\nstore:\n");
  }

  @Test
  void versionAnswersScripts() {
    assertThat(kapok.run("version", "--format", "{{.Client.Version}}").ok().out())
        .matches("[0-9.]+");
    assertThat(kapok.run("--version").ok().out()).startsWith("kapok version ");
  }

  @Test
  void tellsHowUserNamespacesAreServed() {
    assertThat(jq(".host.idMappings.uidmap | length"))
        .isEqualTo(identity == Identity.ROOT ? "0" : "2");
    String shift = jq(".store.graphStatus.\"Id Shift\"");
    assertThat(shift).isIn("idmap", "chown");
    assertThat(jq(".store.graphStatus.\"Supports shifting\""))
        .isEqualTo(Boolean.toString(shift.equals("idmap")));
    String switchedOff =
        kapok
            .runWithEnv(
                List.of("_CONTAINERS_OVERLAY_DISABLE_IDMAP=yes"), "info", "--format", "json")
            .ok()
            .stdout();
    assertThat(jq(".store.graphStatus.\"Id Shift\"", switchedOff)).isEqualTo("chown");
  }
}
