package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutShortTest extends VerbTest {
  private static final String ID = Configs.id('1');

  private BundleMaker bundles;

  @BeforeEach
  void killTheCommandOfAStart() {
    engine.insert(Configs.plain('1', "one", engine.runtime, RestartPolicy.NO));
    bundles = new BundleMaker(engine.parts);
    bundles.open(ID);
  }

  @Test
  void lookingAtTheContainerUndoesTheStart() {
    new Queries(engine.parts).get("one");
    assertThat(bundles.exists(ID)).isFalse();
    assertThat(engine.parts.containers().has(ID)).isTrue();
  }

  @Test
  void listingAllUndoesTheStart() {
    Queries queries = new Queries(engine.parts);
    queries.list(new ListFilter(false, 0, false, Map.of()));
    assertThat(bundles.exists(ID)).isTrue();
    assertThat(queries.list(new ListFilter(true, 0, false, Map.of()))).hasSize(1);
    assertThat(bundles.exists(ID)).isFalse();
  }

  @Test
  void sweepingUndoesTheStart() {
    new Sweep(engine.parts).sweep();
    assertThat(bundles.exists(ID)).isFalse();
  }

  @Test
  void startsThatAreUnderWayAreLeftAlone() {
    int lock = engine.parts.locks().lock(ID);
    new Queries(engine.parts).get("one");
    new Sweep(engine.parts).sweep();
    assertThat(bundles.exists(ID)).isTrue();
    engine.parts.locks().unlock(lock);
  }

  @Test
  void runningContainersAreLeftAlone() {
    int pid = engine.spawn("/bin/sleep", "60");
    Container two = engine.running(Configs.plain('2', "two"), pid);
    engine.insert(two);
    bundles.open(Configs.id('2'));
    new Queries(engine.parts).get("two");
    new Sweep(engine.parts).sweep();
    assertThat(bundles.exists(Configs.id('2'))).isTrue();
    engine.kernel.pids().kill(pid, 9);
  }
}
