package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A disk that is full after a random number of bytes: a command is done whole or not at all, says
 * why, and leaves a sound store whose space is given back.
 *
 * <p>KAPOK_ROUNDS sets how often each is tried (5), KAPOK_SEED where the numbers come from.
 */
class FullDiskRoundsIT extends SmallDiskTest {
  private static final int ROUNDS = Rounds.number("KAPOK_ROUNDS", 5);
  private static final int MOST = 4 << 20;

  private final Random random = new Random(Rounds.number("KAPOK_SEED", 42));

  /** Leaves so little room that it may end in the midst of what comes next. */
  private void leaveLittle() {
    long free = disk.toFile().getUsableSpace() - random.nextInt(MOST);
    Shell.run("sh", "-c", "head -c " + free + " /dev/zero > " + disk + "/filler").ok();
  }

  private void isWholeOrNotAtAll(Result result) {
    if (result.status() != 0) {
      isFull(result);
    }
    free();
    assertThat(small.run("system", "check").ok().out()).isEmpty();
    assertThat(StoreState.unfinished(small)).isEmpty();
    for (String id : small.run("images", "-aq").ok().lines()) {
      if (!id.isEmpty()) {
        small.run("run", "--rm", "--network=none", id, "true").ok();
      }
    }
  }

  @Test
  void loading() {
    for (int i = 0; i < ROUNDS; i++) {
      small.run("images").ok();
      leaveLittle();
      isWholeOrNotAtAll(small.run("load", "-q", "-i", archive().toString()));
      small.run("rmi", "-fa").ok();
      assertThat(StoreState.layers(small)).isEmpty();
    }
  }

  @Test
  void committing() {
    load();
    small
        .run("run", "--name", "c", "--network=none", BB, "sh", "-c", "head -c 2000000 /dev/zero >x")
        .ok();
    for (int i = 0; i < ROUNDS; i++) {
      leaveLittle();
      isWholeOrNotAtAll(small.run("commit", "-q", "c", "localhost/made" + i));
      small.run("rmi", "localhost/made" + i);
      assertThat(StoreState.layers(small)).hasSize(1);
    }
  }

  @Test
  void saving() throws Exception {
    load();
    Path file = disk.resolve("saved.tar");
    for (int i = 0; i < ROUNDS; i++) {
      leaveLittle();
      Result saved = small.run("save", "-q", "-o", file.toString(), BB);
      assertThat(Files.exists(file)).isEqualTo(saved.status() == 0);
      isWholeOrNotAtAll(saved);
      Files.deleteIfExists(file);
    }
    small.run("save", "-q", "-o", file.toString(), BB).ok();
    // The other store's mounts were made before the disk was.
    Shell.run("cp", "-p", file.toString(), work.toString()).ok();
    second().run("load", "-q", "-i", work.resolve("saved.tar").toString()).ok();
  }

  @Test
  void pushing() throws Exception {
    load();
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String name = registry.push(archive(), "other:latest").replace("other", "pushed");
      fill();
      // It reads the store and notes what the registry has: that may fail, the push may not.
      isWholeOrNotAtAll(small.run("push", "-q", "--tls-verify=false", BB, "docker://" + name));
      small.run("push", "-q", "--tls-verify=false", BB, "docker://" + name).ok();
    }
  }

  @Test
  void removing() {
    for (int i = 0; i < ROUNDS; i++) {
      load();
      small.run("create", "--name", "c", BB, "true").ok();
      small.run("tag", BB, "localhost/other:1").ok();
      small.run("rmi", BB).ok();
      fill();
      switch (i % 3) {
        case 0 -> small.run("rmi", "-f", "localhost/other:1").ok();
        case 1 -> small.run("rmi", "-fa").ok();
        default -> small.run("system", "prune", "-af").ok();
      }
      assertThat(small.run("images", "-aq").ok().out()).isEmpty();
      assertThat(StoreState.layers(small)).isEmpty();
      isWholeOrNotAtAll(small.run("ps", "-aq").ok());
      small.run("rm", "-fa").ok();
    }
  }
}
