package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking at several containers at once, and at who runs in them. */
class WatchingIT extends EngineTest {
  private String shell(String name, String script) {
    return kapok
        .run("run", "-d", "--name", name, "--network=none", BB, "sh", "-c", script)
        .ok()
        .out();
  }

  @Test
  void logsOfSeveralContainersSayWhoseTheyAre() {
    String a = shell("a", "echo a1; echo a2 >&2").substring(0, 12);
    String b = shell("b", "echo b1; printf b2").substring(0, 12);
    kapok.run("wait", "a", "b").ok();
    Result logs = kapok.run("logs", "a", "b").ok();
    assertThat(logs.lines()).containsExactly(a + " a1", b + " b1", b + " b2");
    assertThat(logs.stderr()).isEqualTo(a + " a2\n");
    assertThat(kapok.run("logs", "-n", "a", "b").ok().lines())
        .containsExactly("a a1", "b b1", "b b2");
    assertThat(kapok.run("logs", "-n", "--tail=1", "a", "b").ok().lines()).containsExactly("b b2");
    assertThat(kapok.run("logs", "-n", "a").ok().lines()).containsExactly("a1");
    assertThat(kapok.run("logs", "--color", "-n", "a", "b").ok().lines().subList(0, 2))
        .containsExactly("\033[37ma a1\033[0m", "\033[31mb b1\033[0m");
    Result none = kapok.run("logs", "a", "nosuch").exits(125).complains("nosuch");
    assertThat(none.stdout()).isEmpty();
  }

  @Test
  void logsOfSeveralContainersAreFollowedUntilAllEnded() {
    shell("a", "echo a1; sleep 1; echo a2");
    shell("b", "sleep 0.5; echo b1");
    assertThat(kapok.run("logs", "-f", "-n", "a", "b").ok().lines())
        .containsExactlyInAnyOrder("a a1", "b b1", "a a2");
  }

  @Test
  void waitTakesTheFirstOfSeveralConditions() {
    shell("a", "sleep 1000");
    assertThat(kapok.run("wait", "--condition=stopped,running", "a").ok().out()).isEqualTo("0");
    kapok.run("wait", "--condition", "exited", "--condition", "running", "a", "a").ok();
    kapok.run("wait", "--condition=running,nonsense", "a").exits(125).complains("nonsense");
    shell("b", "sleep 0.5; exit 4");
    shell("c", "exit 5");
    assertThat(kapok.run("wait", "b", "c").ok().lines()).containsExactly("4", "5");
    assertThat(kapok.run("wait", "--condition=paused,stopped", "b").ok().out()).isEqualTo("4");
    kapok.run("wait", "a", "nosuch", "--condition=running").exits(125).complains("nosuch");
  }

  @Test
  void topNamesTheUsersOfTheContainer() {
    kapok.run("run", "-d", "--name=c", "--network=none", BB, "sleep", "1000").ok();
    kapok.run("exec", "-d", "-u", "user", "c", "sleep", "2000").ok();
    kapok.run("exec", "-d", "-u", "4321", "c", "sleep", "3000").ok();
    List<String> lines = List.of();
    for (int i = 0; i < 100 && lines.size() < 4; i++) {
      lines = kapok.run("top", "c", "user", "group", "args").ok().lines();
      Pause.millis(50);
    }
    assertThat(lines.stream().map(line -> line.strip().replaceAll(" +", " ")).toList())
        .containsExactlyInAnyOrder(
            "USER GROUP COMMAND",
            "root root sleep 1000",
            "user user sleep 2000",
            "4321 root sleep 3000");
    assertThat(kapok.run("top", "c").ok().lines().get(0)).startsWith("USER");
    kapok.run("top", "c", "nonsense").exits(125).complains("nonsense");
  }

  @Test
  void numbersThatTheImageDoesNotKnowGetNames() {
    String who = "tail -n 1 /etc/passwd; tail -n 1 /etc/group; echo $HOME; id -un";
    List<String> lines =
        kapok
            .run("run", "--rm", "--network=none", "-u", "7:8", "-w", "/tmp", BB, "sh", "-c", who)
            .ok()
            .lines();
    assertThat(lines)
        .containsExactly("7:*:7:8:container user:/tmp:/bin/sh", "8:x:8:7", "/tmp", "7");
    assertThat(
            kapok
                .run("run", "--rm", "--network=none", "-u", "1000:8", BB, "sh", "-c", who)
                .ok()
                .lines())
        .containsExactly(
            "user:x:1000:1000:user:/home/user:/bin/sh", "8:x:8:user", "/home/user", "user");
    // Neither the image nor another process of it changes.
    kapok.run("run", "-d", "--name=c", "--network=none", "-u", "9", BB, "sleep", "1000").ok();
    assertThat(kapok.run("exec", "c", "id", "-un").ok().out()).isEqualTo("9");
    assertThat(runInContainer("grep", "-c", "container user", "/etc/passwd").exits(1).out())
        .isEqualTo("0");
  }

  @Test
  void filesThatAreMountedOverPasswdStayAsTheyAre() {
    String mount = "/etc/hostname:/etc/passwd:ro";
    kapok
        .run(
            "run",
            "--rm",
            "--network=none",
            "-u",
            "7",
            "-v",
            mount,
            BB,
            "grep",
            "-c",
            ":",
            "/etc/passwd")
        .exits(1);
  }

  @Test
  void severalNetworksAreRefusedByName() {
    kapok
        .run("run", "--rm", "--network=none", "--network=host", BB, "true")
        .exits(125)
        .complains("multiple networks without bridge network mode");
  }

  @Test
  void restartsThatAreFarOffWaitWithoutAJvm() {
    kapok.run("run", "-d", "--name=c", "--network=none", "--restart=always", BB, "false").ok();
    String sleeper = "";
    for (int i = 0; i < 1200 && sleeper.isEmpty(); i++) {
      Pause.millis(50);
      sleeper =
          Shell.run("pgrep", "-f", "^[^ ]*kapok .*" + kapok.folder() + ".*restart-after").out();
    }
    assertThat(sleeper).as("process that waits for the restart").matches("[0-9]+");
    assertThat(Shell.run("grep", "-c", "libjvm", "/proc/" + sleeper + "/maps").out())
        .isEqualTo("0");
    String count = kapok.run("inspect", "--format", "{{.RestartCount}}", "c").ok().out();
    String later = count;
    for (int i = 0; i < 600 && later.equals(count); i++) {
      Pause.millis(50);
      later = kapok.run("inspect", "--format", "{{.RestartCount}}", "c").ok().out();
    }
    assertThat(Integer.parseInt(later)).isGreaterThan(Integer.parseInt(count));
    kapok.run("rm", "-f", "-t", "0", "c").ok();
  }
}
