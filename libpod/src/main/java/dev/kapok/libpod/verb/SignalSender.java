package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.runtime.OciRuntime;

/** Sends signals to a container's first process. */
final class SignalSender {
  private final EngineParts parts;

  SignalSender(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Sends a signal, by kill(2) where the pid is the process itself; one that just ended is no
   * failure. The caller has the lock and made sure that the process is the container's.
   */
  void send(Container container, int signal) {
    ContainerState state = container.state();
    OciRuntime runtime = parts.runtime(container.config().runtime());
    if (runtime.pidIsProcess()) {
      parts.kernel().pids().kill(state.pid(), signal);
    } else {
      runtime.kill(container.config().id(), signal, false).await();
    }
  }
}
