package dev.kapok.libpod.pods;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;

/** Sends a signal to a container, if it runs. */
final class KillMember implements EachMember.Act {
  private final EngineParts parts;
  private final int signal;

  KillMember(EngineParts parts, int signal) {
    this.parts = parts;
    this.signal = signal;
  }

  @Override
  public void on(Container container) {
    if (!container.state().status().hasProcess()) {
      return;
    }
    try {
      new Lifecycle(parts).kill(container.config().id(), signal);
    } catch (KapokException e) {
      // It ended meanwhile, maybe by this signal to one whose namespace it lives in.
      if (e.kind() != KapokException.Kind.WRONG_STATE) {
        throw e;
      }
    }
  }
}
