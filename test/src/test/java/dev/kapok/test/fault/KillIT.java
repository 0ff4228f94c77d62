package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the command at a random moment; afterwards everything works and nothing is left.
 *
 * <p>KAPOK_ROUNDS sets how often each command is killed (20), KAPOK_SEED where the moments come
 * from.
 */
class KillIT extends EngineTest {
  private static final int ROUNDS = number("KAPOK_ROUNDS", 20);
  private static final long SEED = number("KAPOK_SEED", 42);

  private static int number(String name, int otherwise) {
    String value = System.getenv(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  @Test
  void runCanBeKilled() throws Exception {
    rounds(400, "run", "--rm", "--network=none", BB, "true");
  }

  @Test
  void startCanBeKilled() throws Exception {
    kapok.run("create", "--name", "s", "--network=none", BB, "sleep", "1000").ok();
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      killAfter(random.nextInt(300), "start", "s");
      kapok.run("ps", "-a").ok();
      kapok.run("stop", "-t", "0", "s").ok();
    }
    worksAndCanBeEmptied();
  }

  @Test
  void stopCanBeKilled() throws Exception {
    Random random = new Random(SEED);
    kapok.run("create", "--name", "s", "--network=none", BB, "sleep", "1000").ok();
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("start", "s").ok();
      killAfter(random.nextInt(200), "stop", "-t", "0", "s");
      kapok.run("ps", "-a").ok();
    }
    worksAndCanBeEmptied();
  }

  @Test
  void removeCanBeKilled() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("run", "-d", "--name", "s" + i, "--network=none", BB, "sleep", "1000").ok();
      killAfter(random.nextInt(200), "rm", "-f", "-t", "0", "s" + i);
      kapok.run("ps", "-a").ok();
    }
    worksAndCanBeEmptied();
  }

  @Test
  void loadCanBeKilled() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("rmi", "-f", "-a").ok();
      killAfter(random.nextInt(1500), "load", "-q", "-i", archive().toString());
      if (!kapok.run("images", "-q").ok().out().isEmpty()) {
        runInContainer("true").ok();
      }
    }
    kapok.run("load", "-q", "-i", archive().toString()).ok();
    worksAndCanBeEmptied();
  }

  private void rounds(int maxMillis, String... command) throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      killAfter(random.nextInt(maxMillis), command);
      kapok.run("ps", "-a").ok();
      kapok.run("images").ok();
    }
    worksAndCanBeEmptied();
  }

  /**
   * Starts a command and kills it; as root the process is the command itself, setpriv and env exec.
   */
  private void killAfter(int millis, String... command) throws Exception {
    Process process = kapok.start(command);
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      Shell.run("kill", "-9", Long.toString(process.pid()));
    }
    process.waitFor();
  }

  private void worksAndCanBeEmptied() throws Exception {
    runInContainer("true").ok();
    kapok.run("rm", "-f", "-a", "-t", "0").ok();
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    kapok.run("rmi", "-f", "-a").ok();
    assertThat(kapok.run("images", "-aq").ok().out()).isEmpty();
    for (String folder : new String[] {"overlay", "overlay/l", "overlay/staging", "overlay/c"}) {
      Path path = kapok.root().resolve(folder);
      if (Files.isDirectory(path) && !folder.equals("overlay")) {
        try (var entries = Files.list(path)) {
          assertThat(entries.toList()).as("left in " + path).isEmpty();
        }
      }
    }
    try (var layers = Files.list(kapok.root().resolve("overlay"))) {
      assertThat(layers.filter(layer -> layer.getFileName().toString().length() == 64).toList())
          .as("layers that no image has")
          .isEmpty();
    }
  }

  @Test
  void monitorCanBeKilled() throws Exception {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    String conmon = kapok.run("inspect", "--format", "{{.State.ConmonPid}}", "c").ok().out();
    Shell.run("kill", "-9", conmon).ok();
    kapok.run("ps", "-a").ok();
    kapok.run("rm", "-f", "-t", "0", "c").ok();
    assertThat(Shell.run("sh", "-c", "grep -s State: /proc/" + pid + "/status | grep -v Z").out())
        .as("state of the container's first process")
        .isEmpty();
  }

  @Test
  void firstProcessCanBeKilled() throws Exception {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    Shell.run("kill", "-9", pid).ok();
    assertThat(kapok.run("wait", "c").ok().out()).isEqualTo("137");
    assertThat(kapok.run("ps", "-a", "--format", "{{.Status}}").ok().out())
        .startsWith("Exited (137)");
  }

  @Test
  void rebootIsSeen() throws Exception {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    String conmon = kapok.run("inspect", "--format", "{{.State.ConmonPid}}", "c").ok().out();
    Shell.run("kill", "-9", conmon, pid).ok();
    if (identity == Identity.ROOT) {
      Shell.run("umount", "-l", kapok.root() + "/overlay/c/" + id("c") + "/merged");
    }
    Shell.run("sh", "-c", "umount " + kapok.runRoot() + "/netns/* 2>/dev/null");
    Shell.run("rm", "-rf", kapok.runRoot().toString(), kapok.folder().resolve("tmp").toString());
    assertThat(kapok.run("ps", "-a", "--format", "{{.Names}} {{.Status}}").ok().out())
        .startsWith("c Exited");
    kapok.run("start", "c").ok();
    assertThat(kapok.run("ps", "--format", "{{.Names}}").ok().out()).isEqualTo("c");
  }

  private String id(String name) {
    return kapok.run("inspect", "--format", "{{.Id}}", name).ok().out();
  }
}
