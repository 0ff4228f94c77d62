package dev.kapok.sys.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import dev.kapok.sys.Signals;
import dev.kapok.sys.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.Pids} promises. */
public abstract class PidsSuite extends KernelSuite {
  /** No process gets this id: the kernel has no larger ones than 4194303 (PID_MAX_LIMIT). */
  private static final int NOBODY = 4_194_304;

  @Test
  void knowsThisProcess() {
    assertThat((long) kernel.pids().self()).isEqualTo(ProcessHandle.current().pid());
    assertThat(kernel.pids().startTime(kernel.pids().self())).isPositive();
    assertThat(kernel.pids().kill(kernel.pids().self(), 0)).isTrue();
  }

  @Test
  void tellsProcessesApartThatAreNotThere() {
    assertThat(kernel.pids().kill(NOBODY, 0)).isFalse();
    assertThat(kernel.pids().startTime(NOBODY)).isZero();
    assertThat(kernel.pids().awaitExit(NOBODY, 0)).isTrue();
    assertThat(kernel.pids().startTime(0)).isZero();
    assertThat(kernel.pids().startTime(-1)).isZero();
  }

  @Test
  void readsStartTimesWhateverTheCommandIsCalled() throws IOException {
    Path odd = folder.resolve("a) R 1 (b");
    Files.copy(Path.of("/bin/sleep"), odd);
    int pid = start(odd.toString(), "30");
    try {
      assertThat(kernel.pids().startTime(pid))
          .isGreaterThanOrEqualTo(kernel.pids().startTime(kernel.pids().self()));
    } finally {
      kernel.pids().kill(pid, Signals.SIGKILL);
      kernel.processes().await(pid);
    }
  }

  @Test
  void countsZombiesAsGone() {
    int pid = start("/bin/true");
    assertThat(kernel.pids().awaitExit(pid, 10_000)).isTrue();
    assertThat(kernel.pids().startTime(pid)).isZero();
    kernel.processes().await(pid);
    assertThat(kernel.pids().awaitExit(pid, 0)).isTrue();
  }

  @Test
  void waitsForTheEndOfAProcess() {
    int pid = start("/bin/sleep", "30");
    assertThat(kernel.pids().awaitExit(pid, 0)).isFalse();
    assertThat(kernel.pids().awaitExit(pid, 20)).isFalse();
    assertThat(kernel.pids().kill(pid, Signals.SIGTERM)).isTrue();
    assertThat(kernel.pids().awaitExit(pid, -1)).isTrue();
    assertThat(kernel.processes().await(pid)).isEqualTo(128 + Signals.SIGTERM);
  }

  @Test
  void refusesSignalsThatDoNotExist() {
    fails(Errno.EINVAL, () -> kernel.pids().kill(kernel.pids().self(), 999));
  }

  @Test
  void knowsItsUser() throws IOException {
    assertThat(Files.readAllLines(Path.of("/proc/self/status")))
        .anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+" + kernel.pids().uid() + "\\s.*"))
        .anyMatch(line -> line.matches("Gid:\\s+\\d+\\s+" + kernel.pids().gid() + "\\s.*"));
  }

  @Test
  void setsTheMaskOfNewFiles() throws IOException {
    int before = kernel.pids().umask(0077);
    try {
      kernel.tree().mkdir(dir, bytes("d"), 0777);
      assertThat(Files.getPosixFilePermissions(folder.resolve("d")))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    } finally {
      assertThat(kernel.pids().umask(before)).isEqualTo(0077);
    }
  }

  private int start(String... argv) {
    return kernel
        .processes()
        .spawn(new ProcessSpec(List.of(argv), List.of(), null, List.of(-1, -1, -1), false));
  }
}
