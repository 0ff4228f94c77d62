package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many commands at once on one store. */
class ParallelIT extends EngineTest {
  private static final int NETWORKED = 15;

  @Test
  void fiftyContainersAtOnceAllRun() {
    List<Integer> codes = inParallel(50, () -> runInContainer("true").status());
    assertThat(codes).containsOnly(0);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void containersAtOnceWithNetworksAllRun() {
    String[] usual = {"run", "--rm", BB, "true"};
    assertThat(inParallel(NETWORKED, () -> kapok.run(usual).status())).containsOnly(0);
    String[] slirp = {"run", "--rm", "--network=slirp4netns", BB, "true"};
    assertThat(inParallel(NETWORKED, () -> kapok.run(slirp).status())).containsOnly(0);
    assertThat(kapok.run("ps", "-aq").ok().out()).isEmpty();
  }

  @Test
  void ofAHundredThatWantANameOneGetsIt() {
    List<Integer> codes =
        inParallel(100, () -> kapok.run("create", "--name", "x", BB, "true").status());
    assertThat(codes.stream().filter(code -> code == 0)).hasSize(1);
    assertThat(codes.stream().filter(code -> code != 0)).containsOnly(125);
    assertThat(kapok.run("ps", "-aq").ok().lines()).hasSize(1);
  }

  private static List<Integer> inParallel(int count, Callable<Integer> command) {
    try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        futures.add(pool.submit(command));
      }
      List<Integer> codes = new ArrayList<>();
      for (Future<Integer> future : futures) {
        codes.add(future.get());
      }
      return codes;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
