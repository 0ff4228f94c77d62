package dev.kapok.sys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conmon's exit command: no JVM where a client has cleaned up. */
class CleanupTest {
  @TempDir Path folder;
  private Launcher launcher;
  private Path container;

  @BeforeEach
  void install() throws IOException {
    launcher = new Launcher(folder);
    container = Files.createDirectories(folder.resolve("run/containers/abc"));
  }

  private String[] words(String id) {
    return new String[] {
      "--runroot", folder.resolve("run").toString(), "container", "cleanup", "--stopped-only", id
    };
  }

  @Test
  void startsNoJvmWhereTheContainerIsGone() {
    Launcher.Report report = launcher.run(words("def"));
    assertThat(report.exitCode()).isZero();
    assertThat(report.lines()).isEmpty();
  }

  @Test
  void startsTheJvmWhereNobodyCleanedUp() throws IOException {
    Files.createFile(container.resolve("client.lock"));
    assertThat(launcher.run(words("abc")).options()).isNotEmpty();
  }

  @Test
  void leavesOddNamesToTheEngine() {
    assertThat(launcher.run(words("../containers/abc")).options()).isNotEmpty();
    assertThat(launcher.run("container", "cleanup", "gone").options()).isNotEmpty();
  }

  @Test
  void waitsForTheClient() throws Exception {
    Path lock = Files.createFile(container.resolve("client.lock"));
    Process holder =
        new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo locked; read line").start();
    assertThat(holder.getInputStream().read()).isEqualTo('l');
    Process cleanup = launcher.start(List.of(), Map.of(), words("abc"));
    assertThat(cleanup.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
    Files.delete(lock); // cleaning up, the client removes the folder
    Files.delete(container);
    holder.getOutputStream().close();
    assertThat(Launcher.Report.of(cleanup).lines()).isEmpty();
    assertThat(cleanup.exitValue()).isZero();
  }

  private String[] restart(String id) {
    String runRoot = folder.resolve("run").toString();
    return new String[] {
      "--runroot=" + runRoot, "container", "cleanup", "--restart-after=300", "--finished=4", id
    };
  }

  @Test
  void startsTheJvmWhenARestartIsDue() throws IOException {
    Files.createFile(Files.createDirectories(folder.resolve("run/locks")).resolve("def"));
    assertThat(launcher.run(restart("def")).options()).isNotEmpty();
  }

  @Test
  void forgetsARestartWhereTheContainerIsRemovedOrRuns() throws IOException {
    assertThat(launcher.run(restart("def")).lines()).isEmpty();
    Files.createFile(Files.createDirectories(folder.resolve("run/locks")).resolve("abc"));
    Launcher.Report report = launcher.run(restart("abc"));
    assertThat(report.lines()).isEmpty();
    assertThat(report.exitCode()).isZero();
  }
}
