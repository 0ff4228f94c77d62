package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import org.junit.jupiter.api.Test;

/** Volumes that are being filled, made and removed while the command is killed. */
class VolumeKillIT extends EngineTest {
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 8;
  private static final String IMAGE = "localhost/many";

  private void makeImage() {
    String make =
        "mkdir -p /many/sub; i=0; while [ $i -lt 800 ]; do echo $i > /many/sub/$i;"
            + " i=$((i+1)); done";
    kapok.run("run", "--name", "c", "--network=none", BB, "sh", "-c", make).ok();
    kapok.run("commit", "-q", "c", IMAGE).ok();
    kapok.run("rm", "c").ok();
  }

  private int files(String volume) {
    return Integer.parseInt(
        kapok
            .run(
                "run",
                "--rm",
                "--network=none",
                "-v",
                volume + ":/many",
                IMAGE,
                "sh",
                "-c",
                "find /many -type f | wc -l")
            .ok()
            .out());
  }

  @Test
  void aCopyThatWasKilledIsMadeAgain() throws Exception {
    makeImage();
    Victim victim = new Victim(kapok, SEED);
    String[] run = {"run", "--network=none", "-v", "vol:/many", IMAGE, "true"};
    long duration = victim.duration(run);
    kapok.run("rm", "-fa").ok();
    kapok.run("volume", "rm", "vol").ok();
    for (int i = 0; i < ROUNDS; i++) {
      victim.kill(duration, run);
      assertThat(files("vol")).isEqualTo(800);
      kapok.run("rm", "-f", "-a", "-t", "0").ok();
      kapok.run("volume", "rm", "vol").ok();
    }
    assertThat(kapok.root().resolve("volumes")).isEmptyDirectory();
  }

  @Test
  void makingAndRemovingCanBeKilled() throws Exception {
    makeImage();
    Victim victim = new Victim(kapok, SEED);
    files("vol");
    long duration = victim.duration("volume", "rm", "vol");
    for (int i = 0; i < ROUNDS; i++) {
      victim.kill(duration, "volume", "create", "vol");
      assertThat(files("vol")).isEqualTo(800);
      victim.kill(duration, "volume", "rm", "vol");
      assertThat(files("vol")).isEqualTo(800);
      kapok.run("volume", "inspect", "vol").ok();
    }
    kapok.run("volume", "rm", "vol").ok();
    kapok.run("system", "prune", "--external").ok();
    assertThat(kapok.root().resolve("volumes")).isEmptyDirectory();
  }

  @Test
  void anImageThatIsMountedBeginsAnewAfterAKill() throws Exception {
    Victim victim = new Victim(kapok, SEED);
    kapok.run("tag", BB, "localhost/other").ok();
    String mount = "--mount=type=image,src=localhost/other,dst=/i,rw";
    String[] run = {"run", "--rm", "--network=none", mount, BB, "touch", "/i/new"};
    String[] look = {"run", "--rm", "--network=none", mount, BB, "ls", "/i"};
    long duration = victim.duration(run);
    for (int i = 0; i < ROUNDS; i++) {
      victim.kill(duration, run);
      assertThat(kapok.run(look).ok().lines()).doesNotContain("new");
    }
    kapok.run("rm", "-fa", "-t0").ok();
    kapok.run("system", "prune", "--external").ok();
    assertThat(kapok.root().resolve("overlay/c")).isEmptyDirectory();
    assertThat(kapok.run("system", "check").ok().out()).isEmpty();
  }
}
