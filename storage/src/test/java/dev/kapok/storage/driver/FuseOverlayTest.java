package dev.kapok.storage.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kapok.storage.MountSpec;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.RawTar;
import dev.kapok.sys.TestKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole suite with a program that mounts in the kernel's place. */
class FuseOverlayTest extends GraphDriverSuite {
  private static final String PROGRAM = "/usr/bin/fuse-overlayfs";

  @Override
  protected String driver() {
    return OverlayDriver.NAME;
  }

  @Override
  protected List<String> options() {
    return List.of("overlay.mount_program=" + PROGRAM, "overlay.mountopt=nodev,metacopy=on");
  }

  @Override
  protected void assumeMounts(StorageConfig store) {
    String problem = new MountProgram(TestKernel.get(), PROGRAM).problem();
    assumeThat(problem).as("fuse-overlayfs works here").isNull();
    assumeThat(TestKernel.get().pids().uid()).as("who may mount").isZero();
  }

  @Test
  void programEndsWithItsMount() throws IOException, InterruptedException {
    Path root = container("fused", add(null, RawTar.archive().file("a", "1").end()));
    assertThat(Files.readString(Path.of("/proc/self/mounts")))
        .contains(root + " fuse.fuse-overlayfs ");
    assertThat(running(root)).isEqualTo(1);
    unmount("fused");
    while (running(root) > 0) {
      Thread.sleep(10);
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void mountsAgainWhereTheProgramWasKilled() throws IOException, InterruptedException {
    Path root = container("killed", add(null, RawTar.archive().file("a", "1").end()));
    Files.writeString(root.resolve("b"), "2");
    for (ProcessHandle each : ProcessHandle.allProcesses().toList()) {
      if (isProgramOf(root, each)) {
        assertThat(each.destroyForcibly()).isTrue();
      }
    }
    while (running(root) > 0) {
      Thread.sleep(10);
    }
    assertThat(mount("killed").resolve("b")).hasContent("2");
  }

  /** The program has such names for its own marks. */
  @Test
  @Override
  void refusesToCommitNamesThatMeanDeletion() throws IOException {
    Path root = container("c1", add(null, RawTar.archive().file("a", "1").end()));
    assertThatThrownBy(() -> Files.writeString(root.resolve(".wh.name"), "1"))
        .hasMessageContaining("Invalid argument");
  }

  @Test
  void namesTheProgramThatIsMissingOrFails() {
    MountProgram missing = new MountProgram(TestKernel.get(), "/no/such/program");
    assertThat(missing.problem()).contains("/no/such/program").contains("package fuse-overlayfs");
    assertThat(new MountProgram(TestKernel.get(), "fuse-overlayfs").problem())
        .contains("no absolute path");
    MountSpec nowhere =
        new MountSpec("overlay", "x", "/no/where", 0, "lowerdir=/no", null, PROGRAM);
    assertThatThrownBy(() -> new LayerMounter(TestKernel.get()).mount(nowhere))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot read lower dirs");
  }

  private static long running(Path root) {
    return ProcessHandle.allProcesses().filter(each -> isProgramOf(root, each)).count();
  }

  /** ProcessHandle tells no arguments of processes that were renamed; /proc does. */
  private static boolean isProgramOf(Path root, ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      String words = new String(line, StandardCharsets.UTF_8);
      return words.startsWith(PROGRAM) && words.contains(root.toString());
    } catch (IOException e) {
      return false;
    }
  }
}
