package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.parts.EngineParts;

/** Sends a signal to a running container; its restart policy does not undo that. */
final class KillContainer extends ContainerTransaction<String> {
  private static final int LAST_SIGNAL = 64;

  private final int signal;

  /**
   * Plans a signal.
   *
   * @throws KapokException INVALID where it is none
   */
  KillContainer(EngineParts parts, int signal) {
    super(parts, Verb.KILL);
    if (signal < 1 || signal > LAST_SIGNAL) {
      throw new KapokException(KapokException.Kind.INVALID, "invalid signal: " + signal);
    }
    this.signal = signal;
  }

  @Override
  String act(Container container) {
    if (container.config().lifecycle().restart().kind() != RestartPolicy.Kind.NO) {
      save(container, container.state().stoppedByUser(true));
    }
    new SignalSender(parts()).send(container, signal);
    return container.config().id();
  }
}
