package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Stops a container: its stop signal, time to obey, SIGKILL, clean-up.
 *
 * <p>The lock is free while the container gets its time, so that others can look at it or kill it.
 * The client lock is held from the signal to the end, where no attached client has it, so that
 * conmon's exit command leaves the cleaning to this process.
 */
final class StopContainer {
  private static final int DEFAULT_SIGNAL = 15;
  private static final long MILLIS = 1000;

  /** How long a killed process may take to vanish, in milliseconds. */
  private static final long KILL_PATIENCE = 30_000;

  private final EngineParts parts;
  private final boolean keep;

  /**
   * Plans a stop.
   *
   * @param keep whether a container that is removed at its end stays for once
   */
  StopContainer(EngineParts parts, boolean keep) {
    this.parts = parts;
    this.keep = keep;
  }

  /** Stops a container if it runs; the timeout is in seconds, null for the container's own. */
  void stop(String nameOrId, @Nullable Integer timeout) {
    Begin begin = new Begin(timeout);
    try {
      Container asked = begin.run(nameOrId);
      int pid = asked.state().pid();
      if (pid != 0) {
        parts.kernel().pids().awaitExit(pid, begin.patience(asked));
        new End().run(asked.config().id());
      }
    } catch (KapokException e) {
      // An attached client, or rm, was faster; it was there when this began.
      if (e.kind() != KapokException.Kind.NOT_FOUND || !begin.found) {
        throw e;
      }
    } finally {
      begin.release();
    }
  }

  private Container settle(Container container) {
    if (!keep) {
      return new Aftermath(parts).settle(container);
    }
    return new Aftermath(parts).rest(container);
  }

  /** Marks the container and sends the stop signal. */
  private final class Begin extends ContainerTransaction<Container> {
    private final @Nullable Integer timeout;
    private int clientLock = -1;
    private boolean found;

    Begin(@Nullable Integer timeout) {
      super(StopContainer.this.parts, Verb.STOP);
      this.timeout = timeout;
    }

    @Override
    Container act(Container container) {
      found = true;
      ContainerState state = container.state();
      if (state.pid() == 0) {
        return settle(container);
      }
      if (container.config().lifecycle().restart().kind() != RestartPolicy.Kind.NO) {
        save(container, state.in(Status.STOPPING).stoppedByUser(true));
      }
      String id = container.config().id();
      clientLock = parts().locks().acquire(parts().paths().clientLock(id), 0);
      if (patience(container) > 0) {
        Integer signal = container.config().lifecycle().stopSignal();
        new SignalSender(parts()).send(container, signal == null ? DEFAULT_SIGNAL : signal);
      }
      return container;
    }

    @Override
    Container done(Container container) {
      found = true;
      return container;
    }

    long patience(Container container) {
      Integer seconds = timeout;
      return MILLIS * (seconds == null ? container.config().lifecycle().stopTimeout() : seconds);
    }

    void release() {
      if (clientLock >= 0) {
        parts().locks().unlock(clientLock);
        clientLock = -1;
      }
    }
  }

  /** Kills what did not obey, and cleans up. */
  private final class End extends ContainerTransaction<Container> {
    End() {
      super(StopContainer.this.parts, Verb.STOP);
    }

    @Override
    Container act(Container container) {
      int pid = container.state().pid();
      if (pid == 0) {
        return settle(container);
      }
      new SignalSender(parts()).send(container, Signals.SIGKILL);
      if (!parts().kernel().pids().awaitExit(pid, KILL_PATIENCE)) {
        throw new KapokException(
            KapokException.Kind.FAILED,
            "stopping container "
                + container.config().id()
                + ": process "
                + pid
                + " did not end after SIGKILL; the kernel may wait for a device or a file server");
      }
      return settle(new Refresh(parts()).now(container));
    }

    @Override
    Container done(Container container) {
      return container;
    }
  }
}
