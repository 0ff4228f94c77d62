package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A start is killed while its runtime creates the container, at a moment that a runtime of the
 * test's own draws out. Whoever removes or starts the container then finds the runtime at work.
 */
class CutStartIT extends EngineTest {
  private Path folder;
  private Path runtime;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(kapok.folder().resolve("slow"));
    runtime = folder.resolve("runc");
    Shell.run("mkfifo", "-m", "666", folder.resolve("door").toString()).ok();
    Shell.run("chmod", "777", folder.toString()).ok();
  }

  /** Makes a runtime that stands still at its first create until the door opens. */
  private void runtimeThatStops(String atCreate) throws IOException {
    Files.writeString(
        runtime,
        "#!/bin/sh\ncd "
            + folder
            + "\nwait() { [ -e once ] && return; : > once; read x < door; }\n"
            + "case \" $* \" in *' create '*) "
            + atCreate
            + ";; *) exec runc \"$@\";; esac\n");
    Shell.run("chmod", "755", runtime.toString()).ok();
  }

  private void killAStart() throws Exception {
    kapok.run("--runtime=" + runtime, "create", "--name=c", "--network=none", BB, "echo", "x").ok();
    Process start = kapok.start("start", "c");
    while (!Files.exists(folder.resolve("once"))) {
      assertThat(start.isAlive()).isTrue();
      Pause.millis(5);
    }
    start.destroyForcibly();
    assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private String processes() {
    return Shell.run("pgrep", "-af", kapok.folder() + "/").out();
  }

  private void nothingIsLeft() {
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    assertThat(processes()).doesNotContain("conmon").doesNotContain(runtime.toString());
  }

  @Test
  void removedBeforeTheRuntimeMadeIt() throws Exception {
    runtimeThatStops("wait; exec runc \"$@\"");
    killAStart();
    assertThat(processes()).contains("conmon");
    kapok.run("rm", "-f", "c").ok();
    nothingIsLeft();
  }

  @Test
  void removedAfterTheRuntimeMadeIt() throws Exception {
    runtimeThatStops("runc \"$@\"; wait");
    killAStart();
    kapok.run("rm", "-f", "c").ok();
    nothingIsLeft();
  }

  @Test
  void removedWithOthers() throws Exception {
    runtimeThatStops("wait; exec runc \"$@\"");
    killAStart();
    kapok.run("create", "--name=other", BB, "true").ok();
    kapok.run("rm", "-fa").ok();
    nothingIsLeft();
  }

  @Test
  void startedAgain() throws Exception {
    runtimeThatStops("wait; exec runc \"$@\"");
    killAStart();
    assertThat(kapok.run("start", "-a", "c").ok().out()).isEqualTo("x");
    kapok.run("rm", "c").ok();
    nothingIsLeft();
  }
}
