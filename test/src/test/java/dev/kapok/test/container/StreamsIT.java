package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pipes, signals and exit codes between a command in the foreground and its container. */
class StreamsIT extends EngineTest {
  private static final int ENGINE_ERROR = 125;
  private static final int BROKEN_PIPE = 141;

  /** Says what it gets; ends with 7 at TERM. */
  private static final String LISTENER =
      "for s in HUP INT QUIT USR1 USR2; do trap \"echo got $s\" $s; done;"
          + " trap 'echo got TERM; exit 7' TERM; echo ready; while :; do sleep 0.05; done";

  /** Runs kapok in a pipeline: {@code kapok WORDS | reader}; the exit code is kapok's. */
  private Result piped(String reader, String... words) {
    String script = "\"$@\" | " + reader + "; exit ${PIPESTATUS[0]}";
    List<String> argv = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    argv.addAll(kapok.argv(List.of(), words));
    return Shell.run(argv, "");
  }

  /** Runs kapok with a pipe as its standard input: {@code writer | kapok WORDS}. */
  private Result fed(String writer, String... words) {
    List<String> argv = new ArrayList<>(List.of("bash", "-c", writer + " | \"$@\"", "bash"));
    argv.addAll(kapok.argv(List.of(), words));
    return Shell.run(argv, "");
  }

  private void awaitLog(String container, String line) {
    for (int i = 0; i < 600; i++) {
      if (kapok.run("logs", container).lines().contains(line)) {
        return;
      }
      Pause.millis(50);
    }
    throw new AssertionError("'" + line + "' did not appear in the log of " + container);
  }

  /** Waits until a command has a socket, which is conmon's, and a little for what follows. */
  private static void awaitAttached(Process command) {
    String fds = "/proc/" + command.pid() + "/fd";
    for (int i = 0; i < 600; i++) {
      if (Shell.run("ls", "-l", fds).stdout().contains("socket:")) {
        Pause.millis(300);
        return;
      }
      Pause.millis(50);
    }
    throw new AssertionError("attach did not connect");
  }

  private void send(Process command, String signal) {
    Shell.run("kill", "-" + signal, Long.toString(command.pid())).ok();
  }

  private String status(String name) {
    return kapok.run("inspect", "--format", "{{.State.Status}}", name).ok().out();
  }

  @Test
  void signalsOfTheCommandReachTheContainer() throws InterruptedException {
    Process run = kapok.start("run", "--name=c", "--network=none", BB, "sh", "-c", LISTENER);
    awaitLog("c", "ready");
    for (String signal : List.of("USR1", "INT", "HUP", "QUIT", "USR2", "TERM")) {
      send(run, signal);
      awaitLog("c", "got " + signal);
    }
    assertThat(run.waitFor()).isEqualTo(7);
  }

  @Test
  void signalsOfAttachStartAndExecReachTheProcess() throws InterruptedException {
    kapok.run("create", "--name=c", "--network=none", BB, "sh", "-c", LISTENER).ok();
    Process start = kapok.start("start", "-a", "c");
    awaitLog("c", "ready");
    String other = LISTENER.replace("ready", "exec-ready");
    Process exec = kapok.start("exec", "c", "sh", "-c", "exec > /proc/1/fd/1; " + other);
    awaitLog("c", "exec-ready");
    send(exec, "TERM");
    assertThat(exec.waitFor()).isEqualTo(7);
    Process attach = kapok.start("attach", "c");
    awaitAttached(attach);
    send(attach, "USR2");
    awaitLog("c", "got USR2");
    send(start, "TERM");
    assertThat(start.waitFor()).isEqualTo(7);
    assertThat(attach.waitFor()).isEqualTo(7);
  }

  @Test
  void signalsEndTheCommandAloneWhereTheyAreNotPassedOn() throws InterruptedException {
    Process run =
        kapok.start(
            "run", "--sig-proxy=false", "--name=c", "--network=none", BB, "sh", "-c", LISTENER);
    awaitLog("c", "ready");
    send(run, "TERM");
    assertThat(run.waitFor()).isEqualTo(143);
    Process attach = kapok.start("attach", "--sig-proxy=false", "c");
    Pause.millis(500);
    send(attach, "INT");
    assertThat(attach.waitFor()).isEqualTo(130);
    assertThat(status("c")).isEqualTo("running");
    assertThat(kapok.run("logs", "c").ok().stdout()).doesNotContain("got");
  }

  @Test
  void exitCodeTellsTheSignalThatKilledTheContainer() throws InterruptedException {
    String script = "echo ready; exec sleep 1000";
    Process run =
        kapok.start("run", "--name=c", "--network=none", "--init", BB, "sh", "-c", script);
    awaitLog("c", "ready");
    kapok.run("kill", "-s", "TERM", "c").ok();
    assertThat(run.waitFor()).isEqualTo(143);
  }

  @Test
  void execTellsHowItsCommandFailed() {
    kapok.run("run", "-d", "--name=c", "--network=none", BB, "sleep", "1000").ok();
    kapok.run("exec", "c", "nosuch").exits(127).complains("nosuch");
    kapok.run("exec", "c", "/etc/passwd").exits(126).complains("/etc/passwd");
    kapok.run("exec", "c", "sh", "-c", "kill -9 $$").exits(137);
    kapok.run("exec", "--nosuchoption", "c", "true").exits(ENGINE_ERROR);
    kapok.run("exec", "-u", "nosuch", "c", "true").exits(ENGINE_ERROR).complains("nosuch");
    kapok.run("exec", "-w", "/nosuch", "c", "true").exits(127);
  }

  @Test
  void execMayBePrivilegedAndTakesItsEnvironmentFromAFile() throws IOException {
    kapok.run("run", "-d", "--name=c", "--network=none", "-e", "A=run", BB, "sleep", "1000").ok();
    Path file = Files.writeString(Path.of("/tmp/kapok-exec-env-" + identity), "B=file\n");
    try {
      assertThat(
              kapok
                  .run("exec", "--env-file", file.toString(), "c", "sh", "-c", "echo $A $B $HOME")
                  .ok()
                  .out())
          .isEqualTo("run file /root");
    } finally {
      Files.delete(file);
    }
    String caps = "grep CapEff /proc/self/status";
    String usual = kapok.run("exec", "c", "sh", "-c", caps).ok().out();
    assertThat(usual).endsWith("00000000800405fb");
    assertThat(kapok.run("exec", "--privileged", "c", "sh", "-c", caps).ok().out())
        .isGreaterThan(usual);
    assertThat(kapok.run("exec", "-u", "7:8", "c", "sh", "-c", "id -u; id -g").ok().out())
        .isEqualTo("7\n8");
    assertThat(kapok.run("exec", "-d", "c", "touch", "/made").ok().out()).hasSize(64);
    for (int i = 0; i < 100 && kapok.run("exec", "c", "test", "-e", "/made").status() != 0; i++) {
      Pause.millis(50);
    }
    kapok.run("exec", "c", "test", "-e", "/made").ok();
  }

  @Test
  void closedPipeEndsTheCommandQuietly() {
    kapok.run("run", "--name=c", "--network=none", BB, "seq", "1", "200000").ok();
    Result logs = piped("head -1", "logs", "c").exits(BROKEN_PIPE);
    assertThat(logs.stdout()).isEqualTo("1\n");
    assertThat(logs.stderr()).isEmpty();
    Result run = piped("head -1", "run", "--name=y", "--network=none", BB, "yes");
    assertThat(run.exits(BROKEN_PIPE).stdout()).isEqualTo("y\n");
    assertThat(run.stderr()).isEmpty();
    kapok.run("rm", "-f", "-t", "0", "y").ok();
    assertThat(piped("true", "inspect", "c").stderr()).isEmpty();
  }

  @Test
  void attachOptionChoosesTheStreams() {
    String both = "echo out; echo err >&2";
    Result out =
        kapok.run("run", "--rm", "-a", "stdout", "--network=none", BB, "sh", "-c", both).ok();
    assertThat(out.stdout()).isEqualTo("out\n");
    assertThat(out.stderr()).isEmpty();
    Result err =
        kapok.run("run", "--rm", "-a", "stderr", "--network=none", BB, "sh", "-c", both).ok();
    assertThat(err.stdout()).isEmpty();
    assertThat(err.stderr()).isEqualTo("err\n");
    kapok
        .run("run", "--rm", "-a", "nonsense", BB, "true")
        .exits(ENGINE_ERROR)
        .complains("nonsense");
    assertThat(
            kapok
                .runWithInput(
                    "in\n", "run", "--rm", "-i", "-a", "stdin,stdout", "--network=none", BB, "cat")
                .ok()
                .stdout())
        .isEqualTo("in\n");
  }

  @Test
  void tenMegabytesGoInAndComeOut() {
    Result result =
        fed(
            "head -c 10000000 /dev/zero",
            "run",
            "--rm",
            "-i",
            "--network=none",
            BB,
            "sh",
            "-c",
            "wc -c");
    assertThat(result.ok().out()).isEqualTo("10000000");
    List<String> argv =
        new ArrayList<>(
            List.of("bash", "-o", "pipefail", "-c", "seq 1 1500000 | \"$@\" | md5sum", "bash"));
    argv.addAll(kapok.argv(List.of(), "run", "--rm", "-i", "--network=none", BB, "cat"));
    assertThat(Shell.run(argv, "").ok().out())
        .isEqualTo(Shell.run("bash", "-c", "seq 1 1500000 | md5sum").ok().out());
  }

  @Test
  void inputThatEndsLeavesTheOutputOpen() {
    Result result =
        fed(
            "echo in",
            "run",
            "--rm",
            "-i",
            "--network=none",
            BB,
            "sh",
            "-c",
            "cat; sleep 1; echo after");
    assertThat(result.ok().stdout()).isEqualTo("in\nafter\n");
    Result slow =
        fed(
            "(echo one; sleep 1; echo two)",
            "run",
            "--rm",
            "-i",
            "--network=none",
            BB,
            "sh",
            "-c",
            "read a; echo got $a; cat");
    assertThat(slow.ok().stdout()).isEqualTo("got one\ntwo\n");
  }

  @Test
  void commandThatReadsNothingEndsBeforeItsInput() {
    // An input that stays open, and that nobody writes to.
    String script = "exec 3< <(exec sleep 100); p=$!; \"$@\" <&3; code=$?; kill $p; exit $code";
    List<String> argv = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    argv.addAll(
        kapok.argv(List.of(), "run", "--rm", "-i", "--network=none", BB, "sh", "-c", "exit 3"));
    Shell.run(argv, "").exits(3);
  }

  @Test
  void attachGivesInputUnlessTold() {
    kapok.run("run", "-di", "--name=c", "--network=none", BB, "cat").ok();
    Process quiet = kapok.start("attach", "--no-stdin", "c");
    awaitAttached(quiet);
    assertThat(kapok.runWithInput("typed\n", "attach", "c").ok().stdout()).isEqualTo("typed\n");
    assertThat(quiet.onExit().join().exitValue()).isZero();
    kapok.run("attach", "c").exits(ENGINE_ERROR).complains("running");
  }

  @Test
  void startInteractiveGivesInput() {
    kapok.run("create", "-i", "--name=c", "--network=none", BB, "sh", "-c", "cat; exit 5").ok();
    assertThat(kapok.runWithInput("typed\n", "start", "-ai", "c").exits(5).stdout())
        .isEqualTo("typed\n");
    kapok.run("start", "--sig-proxy", "c").exits(ENGINE_ERROR).complains("sig-proxy");
  }
}
