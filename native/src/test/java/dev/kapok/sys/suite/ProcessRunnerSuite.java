package dev.kapok.sys.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kapok.sys.Errno;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.process.ProcessRunner} promises. */
public abstract class ProcessRunnerSuite extends KernelSuite {
  @Test
  void returnsWhatTheProgramSays() {
    ProcessResult result = shell("echo out; echo err >&2; exit 3");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.ok()).isFalse();
    assertThat(shell("true").ok()).isTrue();
  }

  @Test
  void feedsTheProgram() {
    byte[] input = bytes("line of input\n".repeat(100_000));
    ProcessResult result = run(spec(null, "/bin/sh", "-c", "cat"), input, 20_000);
    assertThat(result.stdout()).hasSize(input.length);
    assertThat(run(spec(null, "/bin/cat"), new byte[0], 20_000).stdout()).isEmpty();
    assertThat(run(spec(null, "/bin/cat"), null, 20_000).stdout()).isEmpty();
  }

  @Test
  void toleratesAProgramThatDoesNotRead() {
    byte[] input = new byte[1 << 20];
    assertThat(run(spec(null, "/bin/true"), input, 20_000).ok()).isTrue();
  }

  @Test
  void passesExactlyTheEnvironmentGiven() {
    ProcessSpec spec =
        new ProcessSpec(List.of("/usr/bin/env"), List.of("A=1", "B=ü 🐋"), null, List.of(), false);
    assertThat(run(spec, null, 20_000).stdout()).isEqualTo("A=1\nB=ü 🐋\n");
  }

  @Test
  void startsInTheDirectoryGiven() {
    assertThat(run(spec(folder.toString(), "/bin/pwd", "-P"), null, 20_000).stdout().trim())
        .isEqualTo(folder.toAbsolutePath().toString());
    assertThat(fails(Errno.ENOENT, () -> kernel.processes().spawn(spec(path("none"), "/bin/pwd"))))
        .hasMessage("change to the directory " + path("none") + ": no such file or directory");
  }

  @Test
  void tellsWhyAProgramCannotStart() throws IOException {
    assertThat(fails(Errno.ENOENT, () -> shellAt(path("none"))))
        .hasMessage("start " + path("none") + ": no such file or directory");
    put("plain", "text");
    fails(Errno.EACCES, () -> shellAt(path("plain")));
    put("broken", "no program");
    Files.setPosixFilePermissions(
        folder.resolve("broken"), PosixFilePermissions.fromString("rwxr-xr-x"));
    fails(Errno.ENOEXEC, () -> shellAt(path("broken")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessSpec(List.of(), List.of(), null, List.of(), false));
  }

  @Test
  void reportsTheSignalThatKilledIt() {
    assertThat(shell("kill -9 $$").status()).isEqualTo(128 + 9);
  }

  @Test
  void killsWhatTakesTooLong() {
    long start = System.nanoTime();
    fails(Errno.ETIMEDOUT, () -> run(spec(null, "/bin/sleep", "30"), null, 50));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
  }

  @Test
  void killsWhatTalksTooLong() {
    List<String> argv = List.of("/bin/sh", "-c", "yes & yes & yes & yes");
    ProcessSpec spec = new ProcessSpec(argv, List.of("PATH=/usr/bin"), null, List.of(), true);
    fails(Errno.ETIMEDOUT, () -> run(spec, null, 50));
  }

  @Test
  void doesNotWaitForWhatTheProgramLeftBehind() {
    long start = System.nanoTime();
    ProcessResult result = shell("sleep 20 & echo $!");
    kernel.pids().kill(Integer.parseInt(result.stdout().trim()), 9);
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(15);
  }

  @Test
  void closesEveryDescriptorThatIsNotNamed() throws IOException {
    try (var leaking = Files.newInputStream(Path.of("/etc/passwd"))) {
      assertThat(leaking.read()).isNotNegative();
      open("held", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
      assertThat(shell("ls /proc/$$/fd").stdout().trim().split("\\s+"))
          .containsExactly("0", "1", "2");
    }
  }

  @Test
  void placesDescriptorsInTheOrderGiven() throws IOException {
    put("a", "A");
    put("b", "B");
    int a = open("a", OpenFlags.O_RDONLY);
    int b = open("b", OpenFlags.O_RDONLY);
    ProcessSpec spec =
        new ProcessSpec(
            List.of("/bin/sh", "-c", "cat <&3; cat <&4; ls /proc/$$/fd"),
            List.of("PATH=/bin:/usr/bin"),
            null,
            List.of(-1, -1, -1, b, a),
            false);
    assertThat(run(spec, null, 20_000).stdout()).isEqualTo("BA0\n1\n2\n3\n4\n");
  }

  @Test
  void swapsStandardDescriptors() throws IOException {
    int one = open("one", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
    int two = open("two", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
    ProcessSpec spec =
        new ProcessSpec(
            List.of("/bin/sh", "-c", "echo 1; echo 2 >&2"),
            List.of(),
            null,
            List.of(-1, two, one),
            false);
    assertThat(kernel.processes().await(kernel.processes().spawn(spec))).isZero();
    assertThat(get("one")).isEqualTo("2\n");
    assertThat(get("two")).isEqualTo("1\n");
  }

  @Test
  void startsWithDefaultSignals() {
    String status = shell("grep -E '^Sig(Blk|Ign)' /proc/self/status").stdout();
    assertThat(status.lines())
        .containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
  }

  @Test
  void makesASessionOfItsOwn() {
    ProcessSpec spec =
        new ProcessSpec(
            List.of("/bin/sh", "-c", "cut -d' ' -f1,6 /proc/$$/stat"),
            List.of("PATH=/bin:/usr/bin"),
            null,
            List.of(),
            true);
    String[] ids = run(spec, null, 20_000).stdout().trim().split(" ");
    assertThat(ids[0]).isEqualTo(ids[1]);
    ids = shell("cut -d' ' -f1,6 /proc/$$/stat").stdout().trim().split(" ");
    assertThat(ids[0]).isNotEqualTo(ids[1]);
  }

  @Test
  void findsProgramsAsAShellDoes() throws IOException {
    Files.createDirectories(folder.resolve("bin/sh"));
    put("bin/plain", "not executable");
    String bin = path("bin");
    assertThat(kernel.processes().find("sh", bin + ":/bin")).isEqualTo("/bin/sh");
    assertThat(kernel.processes().find("plain", bin)).isNull();
    assertThat(kernel.processes().find("/bin/sh", "")).isEqualTo("/bin/sh");
    assertThat(kernel.processes().find("/bin/none", "/bin")).isNull();
    assertThat(kernel.processes().find("none", "/bin::/usr/bin")).isNull();
    assertThat(kernel.processes().find("", "/bin")).isNull();
    fails(Errno.ECHILD, () -> kernel.processes().await(1));
  }

  private ProcessResult shell(String script) {
    return run(spec(null, "/bin/sh", "-c", script), null, 20_000);
  }

  private void shellAt(String program) {
    kernel.processes().spawn(spec(null, program));
  }

  private ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeout) {
    return kernel.processes().run(spec, input, timeout);
  }

  private static ProcessSpec spec(@Nullable String directory, String... argv) {
    return new ProcessSpec(
        List.of(argv), List.of("PATH=/bin:/usr/bin"), directory, List.of(-1, -1, -1), false);
  }
}
