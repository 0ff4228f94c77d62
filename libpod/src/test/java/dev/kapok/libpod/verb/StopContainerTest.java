package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.state.Configs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StopContainerTest extends VerbTest {
  private Container container(RestartPolicy policy) {
    return Configs.plain('1', "one", engine.runtime, policy);
  }

  private void stop(String name, @Nullable Integer timeout) {
    new StopContainer(engine.parts, false).stop(name, new StopSignal(engine.parts, timeout));
  }

  private void remove(RemoveOptions options) {
    new RemoveContainer(engine.parts, options, new StopSignals(engine.parts)).remove("one");
  }

  private Container now() {
    return engine.parts.containers().find("one");
  }

  @Test
  void sendsTheStopSignal() {
    int pid = engine.spawn("/bin/sleep", "60");
    Container container = engine.insert(engine.running(container(RestartPolicy.NO), pid));
    engine.exited(container, 143);

    stop("one", 60);

    assertThat(now().state().status()).isEqualTo(Status.EXITED);
    assertThat(now().state().exitCode()).isEqualTo(143);
    assertThat(engine.kernel.pids().startTime(pid)).isZero();
  }

  @Test
  void sendsKillAfterTimeout() {
    int pid = engine.spawn("/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.05; done");
    Container container = engine.insert(engine.running(container(RestartPolicy.NO), pid));
    engine.exited(container, 137);

    stop("one", 0);

    assertThat(engine.kernel.pids().startTime(pid)).isZero();
    assertThat(now().state().exitCode()).isEqualTo(137);
  }

  @Test
  void tellsTheRestartPolicyToLeaveItAlone() {
    int pid = engine.spawn("/bin/sleep", "60");
    RestartPolicy always = new RestartPolicy(RestartPolicy.Kind.ALWAYS, 0);
    Container container = engine.insert(engine.running(container(always), pid));
    engine.exited(container, 143);

    stop("one", 60);

    assertThat(now().state().stoppedByUser()).isTrue();
    assertThat(new CleanupContainer(engine.parts, true, false).run("one").restartDelay())
        .isNegative();
  }

  @Test
  void keepsAPolicyFromStartingAgainWhatEndedByItself() {
    Container container = container(new RestartPolicy(RestartPolicy.Kind.ALWAYS, 0));
    long end = engine.clock.now();
    ContainerState ended =
        engine.running(container, engine.kernel.pids().self()).state().ended(end, 1, false, null);
    engine.insert(new Container(container.config(), ended.cleaned()));

    stop("one", null);

    assertThat(now().state().stoppedByUser()).isTrue();
    assertThat(new StartAgain(engine.parts, end).run("one").state().status())
        .isEqualTo(Status.EXITED);
  }

  @Test
  void doesNothingToWhatDoesNotRun() {
    engine.insert(container(RestartPolicy.NO));

    stop("one", null);

    assertThat(now().state().status()).isEqualTo(Status.CONFIGURED);
  }

  @Test
  void doesNotStopWhatDoesNotExist() {
    assertThatThrownBy(() -> stop("nope", null))
        .isInstanceOfSatisfying(
            KapokException.class,
            e -> assertThat(e.kind()).isEqualTo(KapokException.Kind.NOT_FOUND));
  }

  @Test
  void removesOnlyWithForceWhatRuns() {
    int pid = engine.spawn("/bin/sleep", "60");
    Container container = engine.insert(engine.running(container(RestartPolicy.NO), pid));
    engine.exited(container, 137);

    assertThatThrownBy(() -> remove(RemoveOptions.PLAIN))
        .hasMessageContaining("cannot be removed without force");
    remove(new RemoveOptions(true, false, 0));

    assertThat(engine.kernel.pids().startTime(pid)).isZero();
    assertThat(engine.parts.containers().get(Configs.id('1'))).isNull();
    assertThat(new WaitContainer(engine.parts).await("one", List.of(), 1)).isEqualTo(137);
  }

  @Test
  void refusesToKillWhatDoesNotRunAndWhatIsNoSignal() {
    engine.insert(container(RestartPolicy.NO));

    assertThatThrownBy(() -> new KillContainer(engine.parts, 9).run("one"))
        .hasMessageContaining("can only kill running containers");
    assertThatThrownBy(() -> new KillContainer(engine.parts, 65)).hasMessageContaining("65");
    assertThatThrownBy(() -> new KillContainer(engine.parts, 0)).hasMessageContaining("0");
  }
}
