package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveContainersTest extends VerbTest {
  private static final RemoveOptions PLAIN = new RemoveOptions(false, false, null);

  private final List<String> told = new ArrayList<>();

  private Container insert(char id, String name) {
    Container plain = Configs.plain(id, name, engine.runtime, RestartPolicy.NO);
    return engine.insert(new Container(plain.config(), ContainerState.NEW));
  }

  private void remove(String... names) {
    remove(PLAIN, names);
  }

  private void remove(RemoveOptions options, String... names) {
    ContainerLifecycle.Outcome outcome =
        new ContainerLifecycle.Outcome() {
          @Override
          public void done(String nameOrId) {
            told.add(nameOrId);
          }

          @Override
          public void failed(KapokException failure) {
            told.add(failure.kind().name());
          }
        };
    new RemoveContainers(engine.parts, options, new StopSignals(engine.parts), outcome)
        .remove(List.of(names));
  }

  @Test
  void forceRemovesAlsoWhatCannotBeTakenFromItsNetwork() throws IOException {
    Container plain = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO);
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.Mode.BRIDGE,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            List.of());
    Container one = engine.insert(Configs.connected(plain.config(), network));
    String id = one.config().id();
    new BundleMaker(engine.parts).open(id);
    // A record that cannot be read, nor deleted as a file is.
    Files.createDirectories(folder.resolve("run/cni/results/gone-" + id + "-eth0/full"));

    remove("one");
    assertThat(told).containsExactly("FAILED");
    assertThat(engine.parts.containers().has(id)).isTrue();
    remove(new RemoveOptions(true, false, null), "one");

    assertThat(told).containsExactly("FAILED", "FAILED");
    assertThat(engine.parts.containers().has(id)).isFalse();
  }

  @Test
  void removesByNameIdAndBeginningOfAnId() {
    insert('1', "one");
    insert('2', "two");
    insert('3', "three");
    insert('4', "four");

    remove("one", "2".repeat(64), "333");

    assertThat(told).containsExactly("one", "2".repeat(64), "333");
    assertThat(engine.parts.containers().has("1".repeat(64))).isFalse();
    assertThat(engine.parts.containers().has("4".repeat(64))).isTrue();
  }

  @Test
  void goesOnAfterOneThatIsMissingOrRuns() {
    insert('1', "one");
    Container running = Configs.plain('2', "two", engine.runtime, RestartPolicy.NO);
    engine.insert(engine.running(running, engine.kernel.pids().self()));
    insert('3', "three");

    remove("one", "none", "two", "three");

    assertThat(told).containsExactly("one", "NOT_FOUND", "WRONG_STATE", "three");
    assertThat(engine.parts.containers().has("2".repeat(64))).isTrue();
  }

  @Test
  void removesOneThatIsNamedTwiceOnce() {
    insert('1', "one");

    remove("one", "one");

    assertThat(told).containsExactly("one", "NOT_FOUND");
  }

  @Test
  void holdsNoLockInTheEnd() {
    Container one = insert('1', "one");
    insert('2', "two");

    remove("one", "two");

    int lock = engine.parts.locks().tryLock(one.config().id());
    assertThat(lock).isNotNegative();
    engine.parts.locks().unlock(lock);
  }

  @Test
  void refusesOneThatOthersNeedAndRemovesItBehindThem() {
    insert('1', "one");
    Container two = Configs.joining(Configs.plain('2', "two").config(), Configs.id('1'));
    engine.insert(two);

    remove("one");
    assertThat(told).containsExactly("EXISTS");
    told.clear();
    remove("two", "one");

    assertThat(told).containsExactly("two", "one");
    assertThat(engine.parts.dependencies().dependents(Configs.id('1'))).isEmpty();
  }

  @Test
  void leavesOneThatOthersNeedRunning() {
    Container one = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO);
    engine.insert(engine.running(one, engine.kernel.pids().self()));
    engine.insert(Configs.joining(Configs.plain('2', "two").config(), Configs.id('1')));
    RemoveOptions force = new RemoveOptions(true, false, 0);

    assertThatThrownBy(() ->
            new RemoveContainer(engine.parts, force, new StopSignals(engine.parts)).remove("one"))
        .hasMessage(
            "container %s has dependent containers which must be removed before it: %s: container"
                + " already exists",
            Configs.id('1'), Configs.id('2'));
  }

  @Test
  void findsAllThatNeedAContainer() {
    insert('1', "one");
    engine.insert(Configs.joining(Configs.plain('3', "three").config(), Configs.id('1')));
    engine.insert(Configs.joining(Configs.plain('2', "two").config(), Configs.id('3')));
    engine.insert(Configs.joining(Configs.plain('4', "four").config(), Configs.id('1')));

    assertThat(new Queries(engine.parts).dependents("one"))
        .containsExactly(Configs.id('2'), Configs.id('3'), Configs.id('4'));
  }
}
