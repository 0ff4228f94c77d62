package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.state.Configs;
import org.junit.jupiter.api.Test;

class CleanupContainerTest extends VerbTest {
  private CleanupContainer.Report cleanUp(RestartPolicy policy, int code, int restarts) {
    Container container = Configs.plain('1', "one", engine.runtime, policy);
    Container started = engine.running(container, engine.kernel.pids().self());
    ContainerState ended =
        started.state().restarts(restarts).ended(engine.clock.now(), code, false, null);
    engine.insert(new Container(container.config(), ended));
    return new CleanupContainer(engine.parts, true, false).run("one");
  }

  private static RestartPolicy onFailure(int retries) {
    return new RestartPolicy(RestartPolicy.Kind.ON_FAILURE, retries);
  }

  @Test
  void leavesAContainerWithoutPolicyAtRest() {
    CleanupContainer.Report report = cleanUp(RestartPolicy.NO, 3, 0);

    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.restartDelay()).isNegative();
    assertThat(engine.parts.containers().find("one").state().pid()).isZero();
  }

  @Test
  void restartsOnFailureAsOftenAsAllowed() {
    assertThat(cleanUp(onFailure(2), 1, 1).restartDelay()).isNotNegative();
    assertThat(engine.parts.containers().find("one").state().restarts()).isEqualTo(2);
  }

  @Test
  void givesUpAfterTheLastRetry() {
    assertThat(cleanUp(onFailure(2), 1, 2).restartDelay()).isNegative();
  }

  @Test
  void doesNotRestartASuccessOnFailure() {
    assertThat(cleanUp(onFailure(0), 0, 0).restartDelay()).isNegative();
  }

  @Test
  void undoesAStartThatWasKilledBeforeItWasRecorded() {
    Container container =
        engine.insert(Configs.plain('1', "one", engine.runtime, RestartPolicy.NO));
    String bundle = engine.parts.paths().bundle(container.config().id());
    engine.parts.disk().makeFolders(bundle, 0700);

    new CleanupContainer(engine.parts, true, false).run("one");

    assertThat(engine.parts.disk().exists(bundle)).isFalse();
    assertThat(engine.parts.containers().find("one").state().status()).isEqualTo(Status.CONFIGURED);
  }

  @Test
  void waitsLongerWithEveryRestartOfACrasher() {
    long later = cleanUp(new RestartPolicy(RestartPolicy.Kind.ALWAYS, 0), 0, 20).restartDelay();

    assertThat(later).isEqualTo(60_000);
  }

  @Test
  void leavesARunningContainerAloneOnlyWhereThatWasAsked() {
    Container container = Configs.plain('1', "one", engine.runtime, RestartPolicy.NO);
    engine.insert(engine.running(container, engine.kernel.pids().self()));

    new CleanupContainer(engine.parts, true, false).run("one");
    assertThat(engine.parts.containers().find("one").state().status()).isEqualTo(Status.RUNNING);
    assertThatThrownBy(() -> new CleanupContainer(engine.parts, false, false).run("one"))
        .hasMessageContaining("as it is running");
  }
}
