package dev.kapok.libpod.pods;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;

/** Starts a container unless it runs; what it needs is started with it. */
final class StartMember implements EachMember.Act {
  private final EngineParts parts;

  StartMember(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public void on(Container container) {
    new Lifecycle(parts).start(container.config().id());
  }
}
