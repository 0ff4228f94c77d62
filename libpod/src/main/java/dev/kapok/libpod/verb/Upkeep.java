package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerUpkeep;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;

/** Hands each call to its verb. */
public final class Upkeep implements ContainerUpkeep {
  private final EngineParts parts;

  /** Works with these parts. */
  public Upkeep(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public void cleanup(String nameOrId, boolean stoppedOnly, boolean remove) {
    CleanupContainer.Report report;
    try {
      report = new CleanupContainer(parts, stoppedOnly, remove).run(nameOrId);
    } catch (KapokException e) {
      if (e.kind() != KapokException.Kind.NOT_FOUND || !stoppedOnly) {
        throw e;
      }
      // Somebody else removed it, and may have died before all its files were gone.
      new Sweep(parts).sweep(nameOrId);
      return;
    }
    if (report.restartDelay() >= 0) {
      parts.clock().sleep(report.restartDelay());
      new StartAgain(parts, report.finished()).run(nameOrId);
    }
  }

  @Override
  public void sweep() {
    new Sweep(parts).sweep();
  }
}
