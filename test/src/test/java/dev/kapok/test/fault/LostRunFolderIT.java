package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The run folder vanishes under a running container: a tmpfs is unmounted, a tidy user deletes what
 * looks old. What the container has on the host is still found, and goes with it.
 */
class LostRunFolderIT extends EngineTest {
  private String start() {
    boolean connects = identity == Identity.ROOT && Files.exists(Path.of("/dev/net/tun"));
    return kapok
        .run(
            "run",
            "-d",
            "--name",
            "c",
            connects ? "--network=slirp4netns" : "--network=none",
            BB,
            "sleep",
            "1000")
        .ok()
        .out();
  }

  private void loseRunFolder() {
    // What is a mount point stays, and so do the folders above it.
    Shell.run("rm", "-rf", kapok.runRoot().toString());
    assertThat(kapok.runRoot().resolve("runtime")).doesNotExist();
  }

  private void nothingLives(String id) {
    assertThat(helpers(id)).as("helpers of the network").isEmpty();
    assertThat(cgroups(id)).as("cgroups").isEmpty();
  }

  private static String helpers(String id) {
    return Shell.run("pgrep", "-af", "/netns/" + id).out();
  }

  private static String cgroups(String id) {
    return Shell.run("find", "/sys/fs/cgroup", "-name", "*" + id + "*").out();
  }

  @Test
  void stopLeavesNothing() {
    String id = start();
    loseRunFolder();

    assertThat(kapok.run("ps", "--format", "{{.Names}}").ok().out()).isEqualTo("c");
    kapok.run("stop", "-t", "0", "c").ok();

    nothingLives(id);
    assertThat(kapok.run("ps", "-a", "--format", "{{.Status}}").ok().out()).startsWith("Exited");
  }

  @Test
  void removalLeavesNothing() {
    String id = start();
    loseRunFolder();

    kapok.run("rm", "-f", "-t", "0", "c").ok();

    nothingLives(id);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void startsAgainAfterItsProcessEnded() {
    String id = start();
    loseRunFolder();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    Shell.run("kill", "-9", pid).ok();
    kapok.run("wait", "c").ok();

    kapok.run("start", "c").ok();
    assertThat(kapok.run("exec", "c", "echo", "works").ok().out()).isEqualTo("works");
    kapok.run("rm", "-f", "-t", "0", "c").ok();

    nothingLives(id);
  }

  /** As when the runtime is killed between making the cgroup and recording the container. */
  @Test
  void removalLeavesNoCgroupThatTheRuntimeForgot() {
    String id = start();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    Shell.run("rm", "-f", kapok.runRoot().resolve("runtime/" + id + "/state.json").toString()).ok();
    Shell.run("kill", "-9", pid).ok();

    kapok.run("rm", "-f", "-t", "0", "c").ok();

    nothingLives(id);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }
}
