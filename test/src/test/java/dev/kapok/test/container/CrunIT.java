package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Containers that crun runs.
 *
 * <p>crun refuses hosts with hybrid cgroups, so the tests live in a mount namespace of their own,
 * which has the controllers of the first hierarchy only.
 */
class CrunIT extends EngineTest {
  /** Leaves the controllers' folders of a hybrid host, and everything of another. */
  private static final String HOLD =
      """
      if [ -d /sys/fs/cgroup/unified ]; then
        mount -t tmpfs -o mode=755 cgroup "$1"
        for controller in cpu cpuacct cpuset memory devices freezer blkio pids systemd; do
          mkdir "$1/$controller"
          mount --bind "/sys/fs/cgroup/$controller" "$1/$controller"
        done
        mount --move "$1" /sys/fs/cgroup
      fi
      echo > "$2"
      exec sleep 600
      """;

  private Process holder = Shell.start(List.of("true"));
  private Path runtimeDir = Path.of("/nonexistent");

  @BeforeEach
  void enterNamespace() throws IOException, InterruptedException {
    assumeTrue(Shell.run("sh", "-c", "command -v crun").status() == 0, "crun is not installed");
    runtimeDir = Files.createDirectory(kapok.folder().resolve("xdg"));
    Files.setAttribute(runtimeDir, "unix:uid", identity.uid());
    Shell.run("chmod", "700", runtimeDir.toString()).ok();
    Path ready = kapok.folder().resolve("ready");
    Path cgroups = Files.createDirectory(kapok.folder().resolve("cgroups"));
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec", HOLD, "sh"));
    words.addAll(List.of(cgroups.toString(), ready.toString()));
    holder = Shell.start(words);
    while (!Files.exists(ready)) {
      assertThat(holder.isAlive()).as("the holder of the mount namespace").isTrue();
      Thread.sleep(5);
    }
  }

  @AfterEach
  void leaveNamespace() throws IOException, InterruptedException {
    if (!Files.exists(runtimeDir)) {
      return;
    }
    crun("rm", "-fa", "-t", "0").ok();
    Path keeper = runtimeDir.resolve("kapok/pause.pid");
    if (Files.exists(keeper)) {
      Shell.run("kill", "-9", Files.readString(keeper).strip().split(" ", 2)[0]);
    }
    holder.destroyForcibly().waitFor();
  }

  private Result crun(String... arguments) {
    List<String> words = new ArrayList<>(List.of("nsenter", "-m", "-t"));
    words.addAll(List.of(Long.toString(holder.pid()), "--"));
    words.addAll(new Kapok(identity, kapok.folder(), runtimeDir).argv(List.of()));
    words.add("--runtime=crun");
    words.addAll(List.of(arguments));
    return Shell.run(words, "");
  }

  @Test
  void containersLiveAndEnd() {
    crun("run", "-d", "--name=c", "--network=none", BB, "sleep", "1000").ok();
    String format = "{{.OCIRuntime}} {{.State.Status}}";
    assertThat(crun("inspect", "--format", format, "c").ok().out()).isEqualTo("crun running");
    assertThat(crun("exec", "-e", "a=b", "c", "sh", "-c", "echo $a; exit 3").exits(3).out())
        .isEqualTo("b");
    crun("kill", "c").ok();
    assertThat(crun("wait", "c").ok().out()).isEqualTo("137");
    crun("start", "c").ok();
    crun("stop", "-t", "0", "c").ok();
    crun("rm", "c").ok();
    assertThat(crun("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void exitCodesAreThoseOfTheProcess() {
    assertThat(crun("run", "--rm", "--network=none", BB, "echo", "ran").ok().out())
        .isEqualTo("ran");
    crun("run", "--rm", "--network=none", BB, "sh", "-c", "exit 9").exits(9);
    crun("run", "--rm", "--network=none", BB, "nosuch").exits(127).complains("nosuch");
    crun("run", "--rm", "--network=none", BB, "/etc").exits(126).complains("executable");
  }
}
