package dev.kapok.libpod.verb;

import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;

/** Removes a container; a running one only with force, by stopping it first. */
final class RemoveContainer {
  private final EngineParts parts;
  private final RemoveOptions options;
  private final StopSignals signals;

  /**
   * Plans a removal.
   *
   * @param signals that were sent already
   */
  RemoveContainer(EngineParts parts, RemoveOptions options, StopSignals signals) {
    this.parts = parts;
    this.options = options;
    this.signals = signals;
  }

  /** Removes it and returns its id. */
  String remove(String nameOrId) {
    Attempt attempt = new Attempt();
    String id = attempt.run(nameOrId);
    while (attempt.runs) {
      new StopContainer(parts, true).stop(id, signals.take(id, options.timeout()));
      attempt = new Attempt();
      attempt.run(id);
    }
    return id;
  }

  private final class Attempt extends ContainerTransaction<String> {
    private boolean runs;

    Attempt() {
      super(RemoveContainer.this.parts, Verb.REMOVE);
    }

    @Override
    String act(Container container) {
      parts().dependencies().requireNone(container.config().id());
      new Aftermath(parts()).undo(container);
      new Removal(parts())
          .remove(container, options.volumes() || container.config().lifecycle().autoRemove());
      return container.config().id();
    }

    @Override
    String force(Container container) {
      if (!options.force()) {
        throw Transitions.refusal(Verb.REMOVE, container);
      }
      parts().dependencies().requireNone(container.config().id());
      runs = true;
      return container.config().id();
    }
  }
}
