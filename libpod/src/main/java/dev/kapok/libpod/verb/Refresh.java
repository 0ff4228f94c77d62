package dev.kapok.libpod.verb;

import dev.kapok.libpod.conmon.ExitFile;
import dev.kapok.libpod.conmon.MonitorProcess;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Signals;
import dev.kapok.sys.sql.Tx;
import org.jspecify.annotations.Nullable;

/**
 * Brings a container's record up to what really is: its process may have ended, its monitor may
 * have been killed, the machine may have been started anew.
 */
final class Refresh {
  /** The exit code of a container whose end nobody recorded: as if it had been killed. */
  static final int UNKNOWN_CODE = 137;

  private static final long MONITOR_PATIENCE = 10_000;
  private static final long POLL = 1;

  private final EngineParts parts;

  Refresh(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns the container as it is now, recorded where that differs. The caller has its lock. */
  @SuppressWarnings("ReferenceEquality") // a record's equals costs 50 ms at its first use
  Container refresh(Container container) {
    Container now = now(container);
    if (now != container) {
      try (Tx tx = parts.database().beginRemoval()) {
        parts.containers().save(tx, now.config().id(), now.state());
        tx.commit();
      }
    }
    return now;
  }

  /** Returns the container as it is now, the same object where nothing changed; records nothing. */
  Container now(Container container) {
    return isCurrent(container.state())
        ? container
        : new Container(container.config(), ended(container));
  }

  /** Tells whether a state is still true; takes no lock. */
  boolean isCurrent(ContainerState state) {
    return !state.status().hasProcess() || (isAlive(state) && isMonitored(state));
  }

  /** Returns the state of a container whose process ended, or does now. */
  private ContainerState ended(Container container) {
    ContainerState state = container.state();
    String id = container.config().id();
    if (!state.boot().equals(parts.boot().id())) {
      return state.ended(
          parts.clock().now(), UNKNOWN_CODE, false, "the machine was started anew while it ran");
    }
    if (isAlive(state)) {
      // Nobody reads its output or would see its end any more.
      parts.kernel().pids().kill(state.pid(), Signals.SIGKILL);
      parts.kernel().pids().awaitExit(state.pid(), MONITOR_PATIENCE);
    }
    ExitFile exit = awaitExitFile(id, state);
    if (exit == null) {
      return state.ended(
          parts.clock().now(),
          UNKNOWN_CODE,
          false,
          "its monitor ended without recording the exit code");
    }
    boolean oom = parts.disk().exists(parts.paths().inBundle(id, "oom"));
    return state.ended(exit.at(), exit.code(), oom, null);
  }

  /** Waits for conmon's last word, as long as conmon lives. */
  private @Nullable ExitFile awaitExitFile(String id, ContainerState state) {
    String path = parts.paths().exit(id);
    MonitorProcess monitor = new MonitorProcess(parts.kernel().pids(), parts.disk());
    long waited = 0;
    while (true) {
      boolean monitored = isMonitored(state) && monitor.watches(state.conmonPid(), id);
      ExitFile exit = ExitFile.read(parts.disk(), path);
      // Without its folder conmon could not write it; and conmon itself may wait for this lock.
      boolean possible = monitored && parts.disk().exists(parts.paths().exits());
      if (exit != null || !possible || waited > MONITOR_PATIENCE) {
        return exit;
      }
      parts.clock().sleep(POLL);
      waited += POLL;
    }
  }

  /** Tells whether the container's first process is the one that was started, and lives. */
  boolean isAlive(ContainerState state) {
    return state.pid() > 0
        && state.pidStart() > 0
        && state.boot().equals(parts.boot().id())
        && parts.kernel().pids().startTime(state.pid()) == state.pidStart();
  }

  /** Tells whether its conmon lives. */
  boolean isMonitored(ContainerState state) {
    return state.conmonPid() > 0
        && state.conmonStart() > 0
        && parts.kernel().pids().startTime(state.conmonPid()) == state.conmonStart();
  }
}
