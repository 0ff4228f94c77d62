package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;

/** Starts a container because its restart policy says so, unless something happened meanwhile. */
final class StartAgain extends ContainerTransaction<Container> {
  private final int restarts;

  /**
   * Plans a restart.
   *
   * @param restarts the count when the delay began; another one means that somebody else acted
   */
  StartAgain(EngineParts parts, int restarts) {
    super(parts, Verb.START);
    this.restarts = restarts;
  }

  @Override
  Container act(Container container) {
    ContainerState state = container.state();
    if (state.status() != Status.EXITED || state.stoppedByUser() || state.restarts() != restarts) {
      return container;
    }
    StartContainer start = new StartContainer(parts(), null);
    return start.act(container);
  }

  @Override
  Container done(Container container) {
    return container;
  }
}
