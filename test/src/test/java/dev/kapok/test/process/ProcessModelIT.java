package dev.kapok.test.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is whose parent, what they inherit, and what signals, pipes and variables do to them. */
class ProcessModelIT extends EngineTest {
  private static final int ATTEMPTS = 600;
  private static final int ATTEMPT_MILLIS = 50;
  private static final List<String> PROXIED = List.of("HUP", "INT", "QUIT", "TERM", "USR1", "USR2");

  @Test
  void monitorInheritsNoFileOfTheCommand() throws IOException {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    List<String> foreign = new ArrayList<>();
    try (var fds = Files.newDirectoryStream(Path.of("/proc", inspect("ConmonPid"), "fd"))) {
      for (Path fd : fds) {
        String target = Files.readSymbolicLink(fd).toString();
        if (!isOfTheMonitor(target)) {
          foreign.add(fd.getFileName() + " -> " + target);
        }
      }
    }
    assertThat(foreign).as("descriptors that conmon has no use for").isEmpty();
  }

  private boolean isOfTheMonitor(String target) {
    return target.startsWith("pipe:")
        || target.startsWith("socket:")
        || target.startsWith("anon_inode:")
        || target.equals("/dev/null")
        || target.endsWith("/ctr.log")
        || target.endsWith("/ctl")
        || target.endsWith("/winsz")
        || target.endsWith("/oom")
        || (target.startsWith("/sys/fs/cgroup/") && target.contains("memory"));
  }

  @Test
  void commandIsNeitherAboveNorBesideTheContainer() throws Exception {
    Process command =
        kapok.start("run", "--rm", "--name", "c", "--network=none", BB, "sleep", "1000");
    try {
      awaitRunning();
      String pid = inspect("Pid");
      String conmon = inspect("ConmonPid");
      assertThat(parent(pid)).isEqualTo(conmon);
      assertThat(parent(conmon)).isNotEqualTo(Long.toString(command.pid()));
      assertThat(cgroups(pid)).noneMatch(namedCgroups(command.pid())::contains);
      Shell.run("kill", "-9", Long.toString(command.pid())).ok();
      command.waitFor();
      assertThat(Path.of("/proc", pid, "ns", "mnt")).exists();
    } finally {
      command.destroyForcibly().waitFor();
    }
  }

  private static String parent(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[1];
  }

  private static List<String> cgroups(String pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", pid, "cgroup"));
  }

  /** Those of the hierarchies in which the command is not simply at the root. */
  private List<String> namedCgroups(long pid) throws IOException {
    List<String> named = new ArrayList<>(cgroups(Long.toString(pid)));
    named.removeIf(line -> line.endsWith(":/") || identity == Identity.USER);
    return named;
  }

  @Test
  void monitorKeepsTheCallersLimitOfOpenFiles() throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "ulimit -Sn 999; exec \"$@\"", "sh"));
    words.addAll(
        kapok.argv(List.of(), "run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000"));
    Shell.run(words, "").ok();
    assertThat(Files.readAllLines(Path.of("/proc", inspect("ConmonPid"), "limits")))
        .anyMatch(line -> line.matches("Max open files +999 .*"));
  }

  @Test
  void signalsReachTheContainerAndDoNothingToTheCommand() throws Exception {
    StringBuilder script = new StringBuilder();
    for (String signal : PROXIED) {
      script.append("trap 'echo got ").append(signal).append("' ").append(signal).append("; ");
    }
    script.append("echo ready; while :; do sleep 0.1; done");
    Process command =
        kapok.start("run", "--name", "c", "--network=none", BB, "sh", "-c", script.toString());
    try {
      awaitLog("ready");
      for (String signal : PROXIED) {
        Shell.run("kill", "-" + signal, Long.toString(command.pid())).ok();
        awaitLog("got " + signal);
      }
      Shell.run("kill", "-WINCH", Long.toString(command.pid())).ok();
      kapok.run("kill", "c").ok();
      assertThat(command.waitFor()).isEqualTo(137);
      assertThat(kapok.run("logs", "c").ok().lines()).hasSize(1 + PROXIED.size());
    } finally {
      command.destroyForcibly().waitFor();
    }
  }

  private void awaitLog(String line) {
    Result result = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      result = kapok.run("logs", "c");
      if (result.lines().contains(line)) {
        return;
      }
      Pause.millis(ATTEMPT_MILLIS);
    }
    throw new AssertionError("no line \"" + line + "\" in the log: " + result);
  }

  private void awaitRunning() {
    for (int i = 0; i < ATTEMPTS; i++) {
      if (kapok.run("ps", "-q").ok().out().length() > 0) {
        return;
      }
      Pause.millis(ATTEMPT_MILLIS);
    }
    throw new AssertionError("the container did not start");
  }

  @Test
  void javaVariablesAreTheContainersNotTheCommands() {
    String options = "JAVA_TOOL_OPTIONS=-Xnonsense";
    List<String> env = List.of(options, "_JAVA_OPTIONS=-Xnonsense", "JDK_JAVA_OPTIONS=@nothing");
    Result result =
        kapok.runWithEnv(
            env, "run", "--rm", "--network=none", "-e", "JAVA_TOOL_OPTIONS", BB, "env");
    assertThat(result.ok().lines()).contains(options);
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void endsWith141WhereNobodyReads() {
    for (String command : List.of("images", "info")) {
      List<String> words =
          new ArrayList<>(List.of("bash", "-c", "exec 3> >(true); wait $!; \"$@\" >&3", "bash"));
      words.addAll(kapok.argv(List.of(), command));
      assertThat(Shell.run(words, "").exits(141).stderr()).isEmpty();
    }
  }

  @Test
  void worksInsideTheNamespacesOfTheUser() {
    assumeTrue(identity == Identity.USER, "root needs no namespaces");
    kapok.run("create", "--name", "c", "--network=none", BB, "true").ok();
    List<String> inner = kapok.argv(List.of(), "ps", "-a", "--format", "{{.Names}}");
    // Without setpriv and env, which the outer command has been through.
    List<String> words = inner.subList(inner.indexOf(program(inner)), inner.size());
    List<String> outer = new ArrayList<>(List.of("unshare"));
    outer.addAll(words);
    assertThat(kapok.run(outer.toArray(new String[0])).ok().out()).isEqualTo("c");
    outer.addAll(1, List.of("unshare", "-m"));
    assertThat(kapok.run(outer.toArray(new String[0])).ok().out()).isEqualTo("c");
  }

  private static String program(List<String> words) {
    return words.stream().filter(word -> word.endsWith("/bin/kapok")).findFirst().orElseThrow();
  }

  private String inspect(String what) {
    return kapok.run("inspect", "--format", "{{.State." + what + "}}", "c").ok().out();
  }
}
