package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * kill -9 of the command at a random moment; afterwards everything works and nothing is left.
 *
 * <p>KAPOK_ROUNDS sets how often each command is killed (20), KAPOK_SEED where the moments come
 * from. The commands that change least are killed half as often.
 */
class KillIT extends EngineTest {
  private static final int ROUNDS = Rounds.number("KAPOK_ROUNDS", 20);
  private static final int FEWER = Math.max(1, ROUNDS / 2);
  private static final long SEED = Rounds.number("KAPOK_SEED", 42);

  @Test
  void runCanBeKilled(TestReporter reporter) throws Exception {
    runIsKilled(ROUNDS, "--network=none", reporter);
  }

  @Test
  void runWithANetworkCanBeKilled(TestReporter reporter) throws Exception {
    runIsKilled(FEWER, "--network=slirp4netns", reporter);
  }

  private void runIsKilled(int rounds, String network, TestReporter reporter) throws Exception {
    Victim victim = new Victim(kapok, SEED);
    String[] run = {"run", "--rm", network, BB, "true"};
    victim.duration(run);
    long duration = victim.duration(run);
    for (int i = 0; i < rounds; i++) {
      victim.kill(duration, run);
      listsWork();
    }
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void createCanBeKilled(TestReporter reporter) throws Exception {
    Victim victim = new Victim(kapok, SEED);
    victim.duration("create", "--name", "first", BB, "true");
    long duration = victim.duration("create", "--name", "second", BB, "true");
    for (int i = 0; i < FEWER; i++) {
      victim.kill(duration, "create", "--name", "s", "--network=none", BB, "true");
      listsWork();
      if (kapok.run("container", "inspect", "s").status() == 0) {
        kapok.run("start", "-a", "s").ok();
        kapok.run("rm", "-f", "s").ok();
      }
    }
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void startCanBeKilled(TestReporter reporter) throws Exception {
    kapok.run("create", "--name", "s", "--network=none", BB, "sleep", "1000").ok();
    Victim victim = new Victim(kapok, SEED);
    long duration = victim.duration("start", "s");
    kapok.run("stop", "-t", "0", "s").ok();
    for (int i = 0; i < ROUNDS; i++) {
      victim.kill(duration, "start", "s");
      listsWork();
      kapok.run("stop", "-t", "0", "s").ok();
    }
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void stopCanBeKilled(TestReporter reporter) throws Exception {
    kapok.run("run", "-d", "--name", "s", "--network=none", BB, "sleep", "1000").ok();
    Victim victim = new Victim(kapok, SEED);
    long duration = victim.duration("stop", "-t", "0", "s");
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("start", "s").ok();
      victim.kill(duration, "stop", "-t", "0", "s");
      listsWork();
    }
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void execCanBeKilled(TestReporter reporter) throws Exception {
    kapok.run("run", "-d", "--name", "s", "--network=none", BB, "sleep", "1000").ok();
    Victim victim = new Victim(kapok, SEED);
    long duration = victim.duration("exec", "s", "true");
    for (int i = 0; i < FEWER; i++) {
      victim.kill(duration, "exec", "s", "true");
      listsWork();
      // The monitor of the container itself may have been among those that were killed.
      if (kapok.run("ps", "-q").ok().out().isEmpty()) {
        kapok.run("start", "s").ok();
      }
      kapok.run("exec", "s", "true").ok();
    }
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void removeCanBeKilled(TestReporter reporter) throws Exception {
    kapok.run("run", "-d", "--name", "first", "--network=none", BB, "sleep", "1000").ok();
    Victim victim = new Victim(kapok, SEED);
    long duration = victim.duration("rm", "-f", "-t", "0", "first");
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("run", "-d", "--name", "s" + i, "--network=none", BB, "sleep", "1000").ok();
      victim.kill(duration, "rm", "-f", "-t", "0", "s" + i);
      listsWork();
    }
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void loadCanBeKilled(TestReporter reporter) throws Exception {
    Victim victim = new Victim(kapok, SEED);
    kapok.run("rmi", BB).ok();
    String[] load = {"load", "-q", "-i", archive().toString()};
    long duration = victim.duration(load);
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("rmi", "-f", "-a").ok();
      victim.kill(duration, load);
      imageIsWholeOrNotThere(BB);
    }
    kapok.run(load).ok();
    worksAndCanBeEmptied(victim, reporter);
  }

  @Test
  void pullCanBeKilled(TestReporter reporter) throws Exception {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String name = registry.push(archive(), "bb:latest");
      String[] pull = {"pull", "-q", "--tls-verify=false", name};
      kapok.run("rmi", BB).ok();
      Victim victim = new Victim(kapok, SEED);
      long duration = victim.duration(pull);
      for (int i = 0; i < ROUNDS; i++) {
        kapok.run("rmi", "-f", "-a").ok();
        victim.kill(duration, pull);
        imageIsWholeOrNotThere(name);
      }
      kapok.run("load", "-q", "-i", archive().toString()).ok();
      worksAndCanBeEmptied(victim, reporter);
    }
  }

  @Test
  void namingAndRemovingImagesCanBeKilled(TestReporter reporter) throws Exception {
    Victim victim = new Victim(kapok, SEED);
    long tagging = victim.duration("tag", BB, "localhost/other:1");
    kapok.run("rmi", "localhost/other:1").ok();
    long removing = victim.duration("rmi", BB);
    for (int i = 0; i < FEWER; i++) {
      kapok.run("load", "-q", "-i", archive().toString()).ok();
      victim.kill(tagging, "tag", BB, "localhost/other:1");
      listsWork();
      victim.kill(removing, "rmi", BB);
      listsWork();
      for (String name : kapok.run("images", "--format", "{{.Repository}}:{{.Tag}}").ok().lines()) {
        kapok.run("run", "--rm", "--network=none", name, "true").ok();
      }
      kapok.run("rmi", "-f", "-a").ok();
    }
    kapok.run("load", "-q", "-i", archive().toString()).ok();
    worksAndCanBeEmptied(victim, reporter);
  }

  private void listsWork() {
    kapok.run("ps", "-a").ok();
    kapok.run("images").ok();
  }

  private void imageIsWholeOrNotThere(String name) {
    listsWork();
    if (!kapok.run("images", "-q").ok().out().isEmpty()) {
      kapok.run("run", "--rm", "--network=none", name, "true").ok();
    }
  }

  private void worksAndCanBeEmptied(Victim victim, TestReporter reporter) {
    reporter.publishEntry(identity.toString(), victim.toString());
    assertThat(victim.hits()).as("commands that were killed before their end").isPositive();
    runInContainer("true").ok();
    kapok.run("rm", "-f", "-a", "-t", "0").ok();
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
    kapok.run("rmi", "-f", "-a").ok();
    assertThat(kapok.run("images", "-aq").ok().out()).isEmpty();
    assertThat(StoreState.layers(kapok)).as("layers that no image has").isEmpty();
    assertThat(StoreState.unfinished(kapok)).isEmpty();
  }

  @Test
  void monitorCanBeKilled() throws Exception {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    String conmon = kapok.run("inspect", "--format", "{{.State.ConmonPid}}", "c").ok().out();
    Shell.run("kill", "-9", conmon).ok();
    kapok.run("ps", "-a").ok();
    kapok.run("rm", "-f", "-t", "0", "c").ok();
    assertThat(Shell.run("sh", "-c", "grep -s State: /proc/" + pid + "/status | grep -v Z").out())
        .as("state of the container's first process")
        .isEmpty();
  }

  @Test
  void firstProcessCanBeKilled() throws Exception {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    Shell.run("kill", "-9", pid).ok();
    assertThat(kapok.run("wait", "c").ok().out()).isEqualTo("137");
    assertThat(kapok.run("ps", "-a", "--format", "{{.Status}}").ok().out())
        .startsWith("Exited (137)");
  }

  @Test
  void rebootIsSeen() throws Exception {
    kapok.run("run", "-d", "--name", "c", "--network=none", BB, "sleep", "1000").ok();
    String pid = kapok.run("inspect", "--format", "{{.State.Pid}}", "c").ok().out();
    String conmon = kapok.run("inspect", "--format", "{{.State.ConmonPid}}", "c").ok().out();
    Shell.run("kill", "-9", conmon, pid).ok();
    if (identity == Identity.ROOT) {
      Shell.run("umount", "-l", kapok.root() + "/overlay/c/" + id("c") + "/merged");
    }
    Shell.run("sh", "-c", "umount " + kapok.runRoot() + "/netns/* 2>/dev/null");
    Shell.run("rm", "-rf", kapok.runRoot().toString(), kapok.folder().resolve("tmp").toString());
    assertThat(kapok.run("ps", "-a", "--format", "{{.Names}} {{.Status}}").ok().out())
        .startsWith("c Exited");
    kapok.run("start", "c").ok();
    assertThat(kapok.run("ps", "--format", "{{.Names}}").ok().out()).isEqualTo("c");
  }

  private String id(String name) {
    return kapok.run("inspect", "--format", "{{.Id}}", name).ok().out();
  }
}
