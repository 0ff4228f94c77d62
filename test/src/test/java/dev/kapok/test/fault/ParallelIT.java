package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.LocalRegistry;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.StoreState;
import java.util.ArrayList;
import java.util.Collections;
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

  @Test
  void imagesThatArePulledAndRemovedAtOnceAreWhole() throws Exception {
    int rounds = Rounds.number("KAPOK_ROUNDS", 5);
    try (LocalRegistry registry = LocalRegistry.plain()) {
      List<String> names = imagesThatShareLayers(registry);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String name = names.get(i % names.size());
        work.add(() -> times(rounds, "pull", "-q", "--tls-verify=false", name));
      }
      work.add(() -> times(rounds, "image", "prune", "-af"));
      work.add(() -> times(2 * rounds, "rmi", "-f", names.get(0), names.get(1)));
      work.add(() -> runListed(rounds));
      List<Integer> codes = inParallel(work);
      assertThat(codes.subList(0, 10)).as("pulls").containsOnly(0);
      assertThat(codes.getLast()).as("containers of images that were listed").isZero();
      for (String name : names) {
        kapok.run("pull", "-q", "--tls-verify=false", name).ok();
        kapok.run("run", "--rm", "--network=none", name, "cat", "/made").ok();
      }
      assertThat(kapok.run("system", "check").ok().out()).isEmpty();
      assertThat(StoreState.unfinished(kapok)).isEmpty();
    }
  }

  /** Pushes four images: each has a layer of its own on top of the same ones. */
  private List<String> imagesThatShareLayers(LocalRegistry registry) {
    List<String> names = new ArrayList<>();
    String base = registry.push(archive(), "shared:latest");
    String image = BB;
    for (int i = 0; i < 4; i++) {
      String name = base.replace("shared", "shared" + i);
      String command = "echo " + i + " > /made";
      kapok.run("run", "--name", "c" + i, "--network=none", image, "sh", "-c", command).ok();
      kapok.run("commit", "-q", "c" + i, name).ok();
      kapok.run("push", "-q", "--tls-verify=false", name).ok();
      names.add(name);
      image = i == 0 ? name : image;
    }
    kapok.run("rm", "-fa").ok();
    return names;
  }

  /** Returns the last exit code that is not 0, else 0. */
  private int times(int count, String... command) {
    int code = 0;
    for (int i = 0; i < count; i++) {
      int status = kapok.run(command).status();
      code = status == 0 ? code : status;
    }
    return code;
  }

  /** Returns how many images that were listed could not be run, though nobody had removed them. */
  private int runListed(int count) {
    int broken = 0;
    for (int i = 0; i < count; i++) {
      for (String id : kapok.run("images", "-q", "--no-trunc").ok().lines()) {
        if (!id.isEmpty()) {
          Result run = kapok.run("run", "--rm", "--pull=never", "--network=none", id, "true");
          boolean gone = run.status() == 125 && kapok.run("image", "exists", id).status() == 1;
          broken += run.status() == 0 || gone || run.stderr().contains("not known") ? 0 : 1;
        }
      }
    }
    return broken;
  }

  private static List<Integer> inParallel(int count, Callable<Integer> command) {
    return inParallel(Collections.nCopies(count, command));
  }

  private static List<Integer> inParallel(List<Callable<Integer>> commands) {
    try (ExecutorService pool = Executors.newFixedThreadPool(commands.size())) {
      List<Future<Integer>> futures = new ArrayList<>();
      for (Callable<Integer> command : commands) {
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
