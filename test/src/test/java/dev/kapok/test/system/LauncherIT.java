package dev.kapok.test.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the launcher settles before the JVM exists: signals, descriptors, identity, namespaces. */
class LauncherIT extends EngineTest {
  /** Runs kapok behind a line of bash; the words of kapok are "$@" there. */
  private Result behind(String bash, String... words) {
    List<String> argv = new ArrayList<>(List.of("bash", "-c", bash, "bash"));
    argv.addAll(kapok.argv(List.of(), words));
    return Shell.run(argv, "");
  }

  private String sleeper(String name) {
    return kapok.run("run", "-d", "--name", name, "--network=none", BB, "sleep", "1000").ok().out();
  }

  private String conmonOf(String name) {
    return kapok.run("inspect", "--format", "{{.State.ConmonPid}}", name).ok().out();
  }

  @Test
  void helpNeedsNoJvmAndIsTheParsersOwn() {
    for (String command : List.of("", "run", "help run", "image", "container ls", "manifest add")) {
      boolean ahead = command.startsWith("help");
      List<String> words = new ArrayList<>();
      words.addAll(command.isEmpty() ? List.of() : List.of(command.split(" ")));
      words.addAll(ahead ? List.of() : List.of("--help"));
      Result parsed = kapok.run(words.toArray(new String[0])); // global options are for the JVM
      words.add(0, Kapok.PREFIX.resolve("bin/kapok").toAbsolutePath().toString());
      Result printed = Shell.run(words, "");
      assertThat(printed.ok().out()).contains("Usage:").isEqualTo(parsed.ok().out());
    }
  }

  @Test
  void signalsThatTheCallerIgnoredAreThemselvesInContainers() {
    Result result =
        behind(
            "trap '' PIPE CHLD USR1 USR2 TERM HUP INT QUIT; exec \"$@\"",
            "run",
            "--rm",
            "--network=none",
            BB,
            "grep",
            "-E",
            "SigIgn|SigBlk",
            "/proc/self/status");
    assertThat(result.ok().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith("\t0000000000000000"));
  }

  @Test
  void signalsAreThemselvesInConmonAndExec() throws IOException {
    behind(
            "trap '' PIPE USR1 TERM HUP; exec \"$@\"",
            "run",
            "-d",
            "--name=c",
            "--network=none",
            BB,
            "sleep",
            "1000")
        .ok();
    assertThat(
            kapok.run("exec", "c", "grep", "-E", "SigIgn|SigBlk", "/proc/self/status").ok().lines())
        .allSatisfy(line -> assertThat(line).endsWith("\t0000000000000000"));
    String status = Files.readString(Path.of("/proc/" + conmonOf("c") + "/status"));
    // conmon itself ignores SIGPIPE, and takes SIGUSR1 and SIGCHLD from a descriptor.
    assertThat(status).contains("SigIgn:\t0000000000001000");
    assertThat(status).contains("SigBlk:\t0000000000010200");
  }

  @Test
  void quitEndsTheCommandWithoutAThreadDump() throws Exception {
    sleeper("c");
    Path err = Files.createTempFile("launcher-it", ".err");
    try {
      Process logs =
          new ProcessBuilder(kapok.argv(List.of(), "logs", "-f", "c"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(err.toFile())
              .start();
      Pause.millis(700);
      Shell.run("kill", "-QUIT", Long.toString(logs.pid())).ok();
      assertThat(logs.waitFor()).isEqualTo(131);
      assertThat(Files.readString(err)).isEmpty();
    } finally {
      Files.delete(err);
    }
  }

  @Test
  void userSignalsEndACommandThatDoesNotTakeThem() throws Exception {
    sleeper("c");
    Process wait = kapok.start("wait", "c");
    Pause.millis(700);
    Shell.run("kill", "-USR1", Long.toString(wait.pid())).ok();
    assertThat(wait.waitFor()).isEqualTo(138);
  }

  @Test
  void conmonHoldsOnlyItsOwnDescriptors() throws IOException {
    behind(
            "exec 7< /etc/passwd 8>> " + kapok.folder().resolve("file") + "; exec \"$@\"",
            "run",
            "-d",
            "--name=c",
            "--network=none",
            BB,
            "sleep",
            "1000")
        .ok();
    assertThat(strangers(conmonOf("c"))).isEmpty();
    Process exec = kapok.start("exec", "c", "sleep", "1000");
    Pause.millis(700);
    List<String> conmons =
        Shell.run("pgrep", "-f", "conmon.*" + kapok.folder() + ".*exec-process-spec").ok().lines();
    for (String conmon : conmons) {
      assertThat(strangers(conmon)).isEmpty();
    }
    exec.destroy();
  }

  @Test
  void containersHoldNoDescriptorOfTheEngine() {
    String list = "ls /proc/1/fd; true";
    assertThat(
            behind(
                    "exec 7< /etc/passwd; exec \"$@\"",
                    "run",
                    "--rm",
                    "--network=none",
                    BB,
                    "sh",
                    "-c",
                    list)
                .ok()
                .lines())
        .containsExactly("0", "1", "2");
  }

  /** Files of a conmon that it did not open itself. */
  private static List<String> strangers(String pid) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/proc", pid, "fd"))) {
      for (Path fd : stream) {
        String target = Files.readSymbolicLink(fd).toString();
        boolean own =
            target.equals("/dev/null")
                || target.startsWith("pipe:")
                || target.startsWith("socket:")
                || target.startsWith("anon_inode:")
                || target.endsWith("/ctr.log")
                || target.endsWith("/ctl")
                || target.endsWith("/winsz")
                || target.contains("memory.")
                || target.contains("cgroup.event_control");
        if (!own) {
          found.put(fd.getFileName().toString(), target);
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  @Test
  void closedStandardDescriptorsDoNoHarm() {
    behind("exec \"$@\" <&- >&- 2>&-", "run", "-d", "--name=c", "--network=none", BB, "sleep", "9")
        .ok();
    assertThat(kapok.run("ps", "-q").ok().lines()).hasSize(1);
    behind("exec \"$@\" <&-", "run", "--rm", "-i", "--network=none", BB, "cat").ok();
  }

  @Test
  void commandsRunInFoldersThatAreGone() {
    assertThat(
            behind(
                    "d=$(mktemp -d); cd $d; rmdir $d; exec \"$@\"",
                    "run",
                    "--rm",
                    "--network=none",
                    BB,
                    "echo",
                    "ran")
                .ok()
                .out())
        .isEqualTo("ran");
  }

  @Test
  void namespacesOutliveTheirKeeper() throws IOException {
    if (identity == Identity.ROOT) {
      return; // Root has no namespaces of its own.
    }
    sleeper("c");
    String before = kapok.run("unshare", "readlink", "/proc/self/ns/user").ok().out();
    Path record = kapok.runtimeDir().resolve("kapok/pause.pid");
    String keeper = Files.readString(record).split(" ", 2)[0];
    Shell.run("kill", "-9", keeper).ok();
    assertThat(kapok.run("exec", "c", "echo", "alive").ok().out()).isEqualTo("alive");
    assertThat(kapok.run("unshare", "readlink", "/proc/self/ns/user").ok().out()).isEqualTo(before);
    assertThat(Files.readString(record).split(" ", 2)[0]).isNotEqualTo(keeper);
  }

  @Test
  void keeperIsReplacedWhereNothingRuns() throws IOException {
    if (identity == Identity.ROOT) {
      return;
    }
    kapok.run("ps").ok();
    Path record = kapok.runtimeDir().resolve("kapok/pause.pid");
    for (String wrong : List.of("", "1 1 1 1\n", "nonsense\n")) {
      Shell.run("kill", "-9", Files.readString(record).split(" ", 2)[0]).ok();
      if (!wrong.isEmpty()) {
        Files.writeString(record, wrong);
      }
      assertThat(runInContainer("echo", "again").ok().out()).isEqualTo("again");
    }
  }
}
