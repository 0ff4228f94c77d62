package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;

/** Starts a container because its restart policy says so, unless something happened meanwhile. */
final class StartAgain extends ContainerTransaction<Container> {
  private final long finished;

  /**
   * Plans a restart.
   *
   * @param finished the end that is followed by the restart; another one means that somebody else
   *     acted meanwhile
   */
  StartAgain(EngineParts parts, long finished) {
    super(parts, Verb.START);
    this.finished = finished;
  }

  @Override
  Container act(Container container) {
    ContainerState state = container.state();
    if (state.status() != Status.EXITED || state.stoppedByUser() || state.finished() != finished) {
      return container;
    }
    return new StartContainer(parts(), null).start(container);
  }

  @Override
  Container done(Container container) {
    return container;
  }
}
