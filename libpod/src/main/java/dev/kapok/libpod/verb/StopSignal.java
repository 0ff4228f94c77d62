package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a stop: marks a container and sends its stop signal.
 *
 * <p>From then on this process holds the client lock, where no attached client has it, so that
 * conmon's exit command leaves the cleaning to it, until {@link #release}.
 */
final class StopSignal extends ContainerTransaction<Container> {
  private static final int DEFAULT_SIGNAL = 15;
  private static final long MILLIS = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final @Nullable Integer timeout;
  private int clientLock = -1;
  private long sent;
  private @Nullable Container found;

  /**
   * Plans a stop.
   *
   * @param timeout how long the container has to obey, in seconds; null for its own
   */
  StopSignal(EngineParts parts, @Nullable Integer timeout) {
    super(parts, Verb.STOP);
    this.timeout = timeout;
  }

  @Override
  Container act(Container container) {
    found = container;
    sent = parts().clock().now();
    if (container.state().pid() == 0) {
      return container;
    }
    if (container.config().lifecycle().restart().kind() != RestartPolicy.Kind.NO) {
      save(container, container.state().in(Status.STOPPING).stoppedByUser(true));
    }
    String id = container.config().id();
    // Where the run folder was lost, conmon can still leave the exit code there.
    parts().disk().makeFolders(parts().paths().exits(), 0700);
    clientLock = parts().locks().acquire(parts().paths().clientLock(id), 0);
    if (patience(container) > 0) {
      Integer signal = container.config().lifecycle().stopSignal();
      new SignalSender(parts()).send(container, signal == null ? DEFAULT_SIGNAL : signal);
    }
    return container;
  }

  @Override
  Container done(Container container) {
    found = container;
    boolean policy = container.config().lifecycle().restart().kind() != RestartPolicy.Kind.NO;
    if (policy && container.state().status() == Status.EXITED) {
      // It may be waiting to be started again.
      found = save(container, container.state().stoppedByUser(true));
    }
    return found;
  }

  /** Returns the container as it was when the signal was sent; null before. */
  @Nullable Container found() {
    return found;
  }

  /** Waits until the process ended or its time is over. */
  void await(Container container) {
    long passed = (parts().clock().now() - sent) / NANOS_PER_MILLI;
    long left = patience(container) - passed;
    if (container.state().pid() != 0 && left > 0) {
      parts().kernel().pids().awaitExit(container.state().pid(), left);
    }
  }

  private long patience(Container container) {
    Integer seconds = timeout;
    return MILLIS * (seconds == null ? container.config().lifecycle().stopTimeout() : seconds);
  }

  /** Frees the client lock. */
  void release() {
    if (clientLock >= 0) {
      parts().locks().unlock(clientLock);
      clientLock = -1;
    }
  }
}
