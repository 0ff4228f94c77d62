package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Signals;

/**
 * Stops a container: its stop signal, time to obey, SIGKILL, clean-up. The lock is free while the
 * container gets its time, so that others can look at it or kill it.
 */
final class StopContainer {
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

  /** Stops a container if it runs; the signal may have been sent already. */
  void stop(String nameOrId, StopSignal signal) {
    try {
      Container asked = signal.found();
      if (asked == null) {
        asked = signal.run(nameOrId);
      }
      signal.await(asked);
      new End().run(asked.config().id());
    } catch (KapokException e) {
      // An attached client, or rm, was faster; it was there when this began.
      if (e.kind() != KapokException.Kind.NOT_FOUND || signal.found() == null) {
        throw e;
      }
    } finally {
      signal.release();
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

    private Container settle(Container container) {
      Aftermath aftermath = new Aftermath(parts());
      Container settled = keep ? aftermath.rest(container) : aftermath.settle(container);
      if (!keep) {
        Aftermath.tellPod(parts(), settled);
      }
      return settled;
    }
  }
}
