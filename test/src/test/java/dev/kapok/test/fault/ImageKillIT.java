package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.StoreState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * kill -9, at a random moment, of commands that make, send and remove images: no image is half
 * there, {@code system check --repair} leaves a sound store, and what was left takes no space.
 *
 * <p>KAPOK_ROUNDS sets how often each is killed (5), KAPOK_SEED where the moments come from.
 */
class ImageKillIT extends EngineTest {
  private static final int ROUNDS = Rounds.number("KAPOK_ROUNDS", 5);
  private static final long SEED = Rounds.number("KAPOK_SEED", 42);

  private void container() {
    kapok.run("run", "--name", "c", "--network=none", BB, "sh", "-c", "ls -lR /bin >/made").ok();
  }

  @Test
  void commitCanBeKilled(TestReporter reporter) throws Exception {
    container();
    Victim victim = new Victim(kapok, SEED);
    String[] commit = {"commit", "-q", "c", "localhost/made"};
    long duration = victim.duration(commit);
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("rmi", "localhost/made");
      victim.kill(duration, commit);
      isSound(kapok);
    }
    kapok.run(commit).ok();
    end(victim, reporter);
  }

  @Test
  void saveCanBeKilled(TestReporter reporter) throws Exception {
    Path file = kapok.folder().resolve("saved.tar");
    Victim victim = new Victim(kapok, SEED);
    String[] save = {"save", "-q", "-o", file.toString(), BB};
    long duration = victim.duration(save);
    for (int i = 0; i < ROUNDS; i++) {
      Files.deleteIfExists(file);
      victim.kill(duration, save);
      if (Files.exists(file)) {
        second().run("load", "-q", "-i", file.toString()).ok();
        isSound(second());
        second().run("rmi", "-fa").ok();
      }
      isSound(kapok);
    }
    Files.deleteIfExists(file);
    kapok.run(save).ok();
    end(victim, reporter);
  }

  @Test
  void pushCanBeKilled(TestReporter reporter) throws Exception {
    try (LocalRegistry registry = LocalRegistry.plain()) {
      String name = registry.push(archive(), "other:latest").replace("other", "pushed");
      String[] pull = {"pull", "-q", "--tls-verify=false", name};
      Victim victim = new Victim(kapok, SEED);
      String[] push = {"push", "-q", "--tls-verify=false", BB, "docker://" + name};
      long duration = victim.duration(push);
      for (int i = 0; i < ROUNDS; i++) {
        String tag = name.replace("pushed", "pushed" + i); // where nothing is there yet
        victim.kill(duration, "push", "-q", "--tls-verify=false", BB, "docker://" + tag);
        // A manifest is sent last: where there is one, all that it names is there.
        if (second().run("pull", "-q", "--tls-verify=false", tag).status() == 0) {
          isSound(second());
        }
        isSound(kapok);
      }
      kapok.run(push).ok();
      second().run(pull).ok();
      isSound(second());
      end(victim, reporter);
    }
  }

  @Test
  void removingCanBeKilled(TestReporter reporter) throws Exception {
    container();
    Victim victim = new Victim(kapok, SEED);
    kapok.run("commit", "-q", "c", "localhost/made").ok();
    long duration = victim.duration("rmi", "localhost/made");
    for (int i = 0; i < ROUNDS; i++) {
      kapok.run("commit", "-q", "c", "localhost/made" + i).ok();
      victim.kill(duration, "rmi", "localhost/made" + i);
      isSound(kapok);
    }
    end(victim, reporter);
  }

  @Test
  void pruningCanBeKilled(TestReporter reporter) throws Exception {
    Victim victim = new Victim(kapok, SEED);
    container();
    kapok.run("commit", "-q", "c").ok();
    String[] prune = {"system", "prune", "-f"};
    long duration = victim.duration(prune);
    for (int i = 0; i < ROUNDS; i++) {
      container();
      kapok.run("commit", "-q", "c").ok();
      victim.kill(duration, prune);
      isSound(kapok);
      kapok.run("rm", "-fa").ok();
    }
    end(victim, reporter);
  }

  private static void isSound(Kapok store) {
    store.run("ps", "-a").ok();
    store.run("system", "check", "--repair").ok();
    assertThat(store.run("system", "check").ok().out()).isEmpty();
    assertThat(StoreState.unfinished(store)).isEmpty();
    for (String id : store.run("images", "-aq").ok().lines()) {
      if (!id.isEmpty()) {
        store.run("run", "--rm", "--network=none", id, "true").ok();
      }
    }
  }

  private void end(Victim victim, TestReporter reporter) {
    reporter.publishEntry(identity.toString(), victim.toString());
    assertThat(victim.hits()).as("commands that were killed before their end").isPositive();
    kapok.run("rm", "-fa", "-t", "0").ok();
    kapok.run("rmi", "-fa").ok();
    assertThat(StoreState.layers(kapok)).as("layers that no image has").isEmpty();
    assertThat(StoreState.unfinished(kapok)).isEmpty();
  }
}
