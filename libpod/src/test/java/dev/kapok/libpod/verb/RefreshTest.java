package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.state.Configs;
import org.junit.jupiter.api.Test;

class RefreshTest extends VerbTest {
  private Container refresh(Container container) {
    Container now = new Refresh(engine.parts).refresh(engine.insert(container));
    assertThat(engine.parts.containers().get(container.config().id())).isEqualTo(now);
    return now;
  }

  @Test
  void leavesARunningContainerAlone() {
    int pid = engine.spawn("/bin/sleep", "60");
    Container container = engine.running(Configs.plain('1', "one"), pid);

    assertThat(refresh(container)).isSameAs(container);

    engine.kernel.pids().kill(pid, 9);
  }

  @Test
  void takesTheExitCodeFromConmonsFile() {
    Container container = dead(Configs.plain('1', "one"));
    engine.exited(container, 7);

    ContainerState state = refresh(container).state();

    assertThat(state.status()).isEqualTo(Status.STOPPED);
    assertThat(state.exitCode()).isEqualTo(7);
    assertThat(state.pid()).isZero();
    assertThat(state.error()).isNull();
  }

  @Test
  void doesNotTakeAnotherProcessForTheContainers() {
    int pid = engine.spawn("/bin/sleep", "60");
    Container running = engine.running(Configs.plain('1', "one"), pid);
    ContainerState old = running.state();
    Container reused = running(running, pid, old.pidStart() - 1, 0, 0, old.boot());

    assertThat(refresh(reused).state().status()).isEqualTo(Status.STOPPED);
    assertThat(engine.kernel.pids().startTime(pid)).isEqualTo(old.pidStart());

    engine.kernel.pids().kill(pid, 9);
  }

  @Test
  void endsAContainerWhoseMonitorWasKilled() {
    int pid = engine.spawn("/bin/sleep", "60");
    Container running = engine.running(Configs.plain('1', "one"), pid);
    ContainerState old = running.state();
    Container orphan =
        running(running, pid, old.pidStart(), old.conmonPid(), old.conmonStart() - 1, old.boot());

    ContainerState state = refresh(orphan).state();

    assertThat(state.exitCode()).isEqualTo(Refresh.UNKNOWN_CODE);
    assertThat(state.error()).contains("monitor ended");
    assertThat(engine.kernel.pids().startTime(pid)).isZero();
  }

  @Test
  void knowsThatNothingRunsAfterAnotherBoot() {
    int pid = engine.kernel.pids().self();
    Container container = Configs.plain('1', "one");
    Container old =
        running(
            container,
            pid,
            engine.kernel.pids().startTime(pid),
            pid,
            engine.kernel.pids().startTime(pid),
            "another-boot");

    ContainerState state = refresh(old).state();

    assertThat(state.status()).isEqualTo(Status.STOPPED);
    assertThat(state.error()).contains("machine was started anew");
  }

  @Test
  void expectsNoExitFileOnceTheMonitorHasStartedTheExitCommand() {
    String exitCommand =
        "/bin/sh -c 'sleep 5' kapok container cleanup " + Configs.plain('1', "one").config().id();
    int monitor = engine.spawn("/bin/sh", "-c", exitCommand + " & wait");
    awaitChild(monitor);
    Container container = dead(Configs.plain('1', "one"));
    ContainerState old = container.state();
    Container full =
        running(
            container, old.pid(), 1, monitor, engine.kernel.pids().startTime(monitor), old.boot());

    ContainerState state = refresh(full).state();

    assertThat(state.exitCode()).isEqualTo(Refresh.UNKNOWN_CODE);
    assertThat(engine.kernel.pids().startTime(monitor)).as("not waited for").isPositive();
    engine.kernel.pids().kill(monitor, 9);
  }

  /** The process has a child, and that runs its own program already. */
  private static void awaitChild(int pid) {
    ProcessHandle parent = ProcessHandle.of(pid).orElseThrow();
    while (parent
        .children()
        .noneMatch(child -> child.info().commandLine().orElse("").contains("cleanup"))) {
      Thread.onSpinWait();
    }
  }

  private Container dead(Container container) {
    int pid = engine.spawn("/bin/true");
    Container running = engine.running(container, engine.kernel.pids().self());
    engine.kernel.pids().awaitExit(pid, -1);
    ContainerState state = running.state();
    return running(container, pid, 1, state.conmonPid(), state.conmonStart(), state.boot());
  }

  private static Container running(
      Container container, int pid, long pidStart, int conmonPid, long conmonStart, String boot) {
    return new Container(
        container.config(),
        new ContainerState(
            Status.RUNNING,
            pid,
            pidStart,
            conmonPid,
            conmonStart,
            boot,
            1,
            0,
            0,
            false,
            0,
            false,
            null,
            null));
  }
}
