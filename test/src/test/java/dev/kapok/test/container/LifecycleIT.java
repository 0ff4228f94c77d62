package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Pause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verbs, from {@code create} to {@code rm}. */
class LifecycleIT extends EngineTest {
  private String status(String container) {
    return kapok.run("inspect", "--format", "{{.State.Status}}", container).ok().out();
  }

  private String sleeper(String name) {
    return kapok.run("run", "-d", "--name", name, "--network=none", BB, "sleep", "1000").ok().out();
  }

  @Test
  void createdContainerIsStartedAndWaitedFor() {
    kapok.run("create", "--name", "c", "--network=none", BB, "sh", "-c", "exit 3").ok();
    assertThat(status("c")).isEqualTo("created");
    assertThat(kapok.run("start", "c").ok().out()).isEqualTo("c");
    assertThat(kapok.run("wait", "c").ok().out()).isEqualTo("3");
    assertThat(status("c")).isEqualTo("exited");
    assertThat(kapok.run("inspect", "--format", "{{.State.ExitCode}}", "c").ok().out())
        .isEqualTo("3");
  }

  @Test
  void startAttachedShowsOutputAndReturnsTheCode() {
    kapok.run("create", "--name", "c", "--network=none", BB, "sh", "-c", "echo hi; exit 4").ok();
    assertThat(kapok.run("start", "-a", "c").exits(4).stdout()).isEqualTo("hi\n");
    assertThat(kapok.run("start", "-a", "c").exits(4).stdout()).isEqualTo("hi\n");
  }

  @Test
  void startOfARunningContainerIsNoError() {
    sleeper("c");
    kapok.run("start", "c").ok();
  }

  @Test
  void detachedRunPrintsTheIdAndGoesOn() {
    String id = sleeper("c");
    assertThat(id).hasSize(64).matches("[0-9a-f]+");
    assertThat(status("c")).isEqualTo("running");
    assertThat(kapok.run("ps", "--no-trunc", "-q").ok().out()).isEqualTo(id);
  }

  @Test
  void stopSendsTheSignalAndThenKills() {
    kapok
        .run(
            "run",
            "-d",
            "--name",
            "polite",
            "--network=none",
            BB,
            "sh",
            "-c",
            "trap 'exit 7' TERM; while :; do sleep 0.1; done")
        .ok();
    Pause.millis(300);
    kapok.run("stop", "polite").ok();
    assertThat(kapok.run("wait", "polite").ok().out()).isEqualTo("7");
    sleeper("deaf");
    kapok.run("stop", "-t", "1", "deaf").ok();
    assertThat(kapok.run("wait", "deaf").ok().out()).isEqualTo("137");
    kapok.run("stop", "deaf").ok();
  }

  @Test
  void killSendsTheSignalThatWasAskedFor() {
    sleeper("c");
    assertThat(kapok.run("kill", "-s", "KILL", "c").ok().out()).isEqualTo("c");
    assertThat(kapok.run("wait", "c").ok().out()).isEqualTo("137");
    kapok.run("kill", "c").exits(125).complains("container state improper");
    kapok.run("kill", "-s", "NONSENSE", "c").exits(125).complains("NONSENSE");
  }

  @Test
  void restartGivesANewProcess() {
    sleeper("c");
    String before = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    kapok.run("restart", "-t", "0", "c").ok();
    String after = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    assertThat(after).isNotEqualTo(before).isNotEqualTo("0");
  }

  @Test
  void removeRefusesARunningContainerUnlessForced() {
    sleeper("c");
    kapok.run("rm", "c").exits(2).complains("running");
    kapok.run("rm", "-f", "-t", "0", "c").ok();
    kapok.run("rm", "c").exits(1).complains("no container");
    kapok.run("rm", "--ignore", "c").ok();
    // Not the bare "inspect": it would take the name as the beginning of an image's id.
    kapok.run("container", "inspect", "c").exits(125);
  }

  @Test
  void removeRefusesAContainerThatOthersNeed() {
    sleeper("a");
    String a = kapok.run("inspect", "-f", "{{.Id}}", "a").ok().out();
    kapok.run("run", "-d", "--name=b", "--network=container:a", BB, "sleep", "100").ok();
    String c =
        kapok
            .run("create", "--name=c", "--network=none", "--uts=container:a", BB, "true")
            .ok()
            .out();
    kapok.run("rm", "a").exits(2).complains("running");
    kapok
        .run("rm", "-f", "-t", "0", "a")
        .exits(125)
        .complains("has dependent containers")
        .complains(c);
    assertThat(kapok.run("inspect", "-f", "{{.State.Status}}", "a").ok().out())
        .isEqualTo("running");
    kapok.run("stop", "-t", "0", "a", "b").ok();
    kapok.run("rm", "a").exits(125).complains("which must be removed before it");
    kapok.run("rm", "c", "b", "a").ok();

    String d = kapok.run("create", "--name=d", "--network=none", BB, "true").ok().out();
    String e = kapok.run("create", "--name=e", "--network=container:d", BB, "true").ok().out();
    assertThat(kapok.run("rm", "--depend", "d").ok().lines()).containsExactly(e, d);
    assertThat(a).isNotEqualTo(d);
  }

  @Test
  void removeAllTakesThoseThatNeedOthersFirst() {
    kapok.run("run", "-d", "--rm", "--name=a", "--network=none", BB, "sleep", "100").ok();
    kapok.run("run", "-d", "--name=b", "--network=container:a", BB, "sleep", "100").ok();
    kapok.run("create", "--name=c", "--network=none", "--pid=container:b", BB, "true").ok();
    kapok.run("stop", "-t", "0", "a").ok();
    assertThat(kapok.run("ps", "-a", "-f", "name=a", "--format", "{{.State}}").ok().out())
        .isEqualTo("exited");
    kapok.run("rm", "-fa", "-t", "0").ok();
  }

  @Test
  void removeAllLeavesNothingOfContainersThatRemoveThemselves() {
    for (int i = 0; i < 8; i++) {
      kapok.run("run", "-d", "--rm", "--network=none", BB, "true").ok();
      kapok.run("rm", "-fa", "-t", "0").ok();
      assertThat(kapok.root().resolve("overlay/c")).isEmptyDirectory();
      assertThat(kapok.runRoot().resolve("containers")).isEmptyDirectory();
    }
  }

  @Test
  void removedWithTheEndOfItsProcess() {
    kapok.run("run", "-d", "--rm", "--name", "c", "--network=none", BB, "true").ok();
    for (int i = 0; i < 50 && !kapok.run("ps", "-aq").ok().out().isEmpty(); i++) {
      Pause.millis(300);
    }
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void stopEndsARestartLoopBetweenTwoRounds() {
    kapok.run("run", "-d", "--name", "c", "--restart=always", "--network=none", BB, "false").ok();
    for (int i = 0; i < 50 && restarts() < 3; i++) {
      Pause.millis(300);
    }
    kapok.run("stop", "c").ok();
    int restarts = restarts();
    Pause.millis(3000);
    assertThat(restarts()).isEqualTo(restarts);
    assertThat(kapok.run("ps", "-q").ok().out()).isEmpty();
  }

  private int restarts() {
    return Integer.parseInt(kapok.run("inspect", "--format", "{{.RestartCount}}", "c").ok().out());
  }

  @Test
  void processStaysInItsOwnGroup() {
    assertThat(kapok.run("run", "--rm", "--network=none", "--user=7:8", BB, "id", "-G").ok().out())
        .isEqualTo("8");
    assertThat(runInContainer("sh", "-c", "grep Groups: /proc/self/status").ok().out())
        .matches("Groups:\\s+0( .*)?");
  }

  @Test
  void inspectWritesAMemberALine() {
    kapok.run("create", "--name", "c", BB, "true").ok();
    assertThat(kapok.run("inspect", "c").ok().stdout())
        .startsWith("[\n     {\n          \"Id\": \"")
        .doesNotContain("\n\n")
        .endsWith("\n     }\n]\n");
  }

  @Test
  void renameKeepsTheContainer() {
    String id = sleeper("old");
    kapok.run("rename", "old", "new").ok();
    assertThat(kapok.run("inspect", "--format", "{{.Id}}", "new").ok().out()).isEqualTo(id);
    kapok.run("inspect", "old").exits(125);
    kapok.run("create", "--name", "other", BB, "true").ok();
    kapok.run("rename", "other", "new").exits(125).complains("in use");
  }

  @Test
  void execRunsInTheContainer() {
    sleeper("c");
    assertThat(kapok.run("exec", "c", "echo", "inside").ok().stdout()).isEqualTo("inside\n");
    kapok.run("exec", "c", "sh", "-c", "exit 9").exits(9);
    kapok.run("exec", "c", "nosuchprogram").exits(127);
    assertThat(
            kapok
                .run(
                    "exec",
                    "-e",
                    "A=b",
                    "-w",
                    "/tmp",
                    "-u",
                    "user",
                    "c",
                    "sh",
                    "-c",
                    "echo $A; pwd; id -u")
                .ok()
                .out())
        .isEqualTo("b\n/tmp\n1000");
    assertThat(kapok.runWithInput("data\n", "exec", "-i", "c", "cat").ok().stdout())
        .isEqualTo("data\n");
    kapok.run("exec", "nosuch", "true").exits(125).complains("nosuch");
    kapok.run("exec", "nosuch").exits(125).complains("nosuch");
    kapok.run("exec").exits(125).complains("name or ID of a container");
    kapok.run("exec", "c").exits(255).complains("non-empty command");
    kapok.run("stop", "-t", "0", "c").ok();
    kapok.run("exec", "c", "true").exits(255).complains("running");
  }

  @Test
  void logsKeepWhatWasWritten() {
    kapok
        .run(
            "run",
            "--name",
            "c",
            "--network=none",
            BB,
            "sh",
            "-c",
            "for i in 1 2 3 4; do echo line $i; done; echo err >&2")
        .ok();
    assertThat(kapok.run("logs", "c").ok().stdout()).isEqualTo("line 1\nline 2\nline 3\nline 4\n");
    assertThat(kapok.run("logs", "c").ok().stderr()).isEqualTo("err\n");
    assertThat(
            kapok.run("logs", "--tail", "2", "c").ok().stdout()
                + kapok.run("logs", "--tail", "2", "c").stderr())
        .isEqualTo("line 4\nerr\n");
    assertThat(kapok.run("logs", "-t", "c").ok().lines().get(0)).matches("20..-..-..T.* line 1");
    assertThat(kapok.run("logs", "--since", "1h", "c").ok().lines()).hasSize(4);
    assertThat(kapok.run("logs", "--until", "1h", "c").ok().lines()).isEmpty();
    assertThat(kapok.run("logs", "-f", "c").ok().lines()).hasSize(4);
  }

  @Test
  void topListsTheProcesses() {
    sleeper("c");
    assertThat(kapok.run("top", "c").ok().stdout()).contains("PID").contains("sleep 1000");
  }

  @Test
  void portOfAContainerWithoutPortsIsEmpty() {
    sleeper("c");
    assertThat(kapok.run("port", "c").ok().stdout()).isEmpty();
  }

  @Test
  void psFiltersAndFormats() {
    sleeper("one");
    kapok.run("create", "--name", "two", "--label", "k=v", BB, "true").ok();
    assertThat(kapok.run("ps", "--format", "{{.Names}}").ok().lines()).containsExactly("one");
    assertThat(kapok.run("ps", "-a", "--format", "{{.Names}} {{.Image}}").ok().lines())
        .containsExactlyInAnyOrder("one " + BB, "two " + BB);
    assertThat(
            kapok.run("ps", "-a", "--filter", "label=k=v", "--format", "{{.Names}}").ok().lines())
        .containsExactly("two");
    assertThat(
            kapok
                .run("ps", "-a", "--filter", "status=created", "--format", "{{.Names}}")
                .ok()
                .lines())
        .containsExactly("two");
    assertThat(kapok.run("ps", "-a", "--filter", "name=one", "-q").ok().lines()).hasSize(1);
    assertThat(kapok.run("ps", "-a").ok().lines().get(0))
        .startsWith("CONTAINER ID")
        .contains("IMAGE")
        .contains("STATUS")
        .contains("NAMES");
    assertThat(kapok.run("ps", "-a", "--format", "json").ok().out())
        .startsWith("[")
        .contains("\"Names\"");
  }

  @Test
  void onFailurePolicyStartsAgainAsOftenAsAsked() {
    kapok
        .run(
            "run",
            "-d",
            "--name",
            "c",
            "--network=none",
            "--restart=on-failure:2",
            BB,
            "sh",
            "-c",
            "echo x; exit 1")
        .ok();
    for (int i = 0; i < 200 && !hasRunThreeTimes(); i++) {
      Pause.millis(300);
    }
    assertThat(kapok.run("logs", "c").ok().lines()).isEqualTo(List.of("x", "x", "x"));
    assertThat(kapok.run("inspect", "--format", "{{.RestartCount}}", "c").ok().out())
        .isEqualTo("2");
    assertThat(status("c")).isEqualTo("exited");
  }

  private boolean hasRunThreeTimes() {
    return kapok.run("logs", "c").ok().lines().size() == 3 && status("c").equals("exited");
  }

  @Test
  void nounFormsAreTheSameCommands() {
    kapok.run("container", "create", "--name", "c", BB, "true").ok();
    assertThat(kapok.run("container", "ls", "-a", "--format", "{{.Names}}").ok().out())
        .isEqualTo("c");
    kapok.run("container", "rm", "c").ok();
    assertThat(kapok.run("image", "ls", "-q").ok().lines()).hasSize(1);
  }

  @Test
  void inspectTellsWhatIsKnown() {
    sleeper("c");
    assertThat(
            kapok
                .run(
                    "inspect",
                    "--format",
                    "{{.Name}} {{.State.Running}} {{.Config.Cmd}} {{.HostConfig.NetworkMode}}",
                    "c")
                .ok()
                .out())
        .isEqualTo("c true [sleep 1000] none");
    assertThat(kapok.run("inspect", "c").ok().out()).startsWith("[").contains("\"OCIConfigPath\"");
    assertThat(kapok.run("inspect", "--format", "{{json .Config.Cmd}}", "c").ok().out())
        .isEqualTo("[\"sleep\",\"1000\"]");
  }
}
