package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerUpkeep;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;

/** Hands each call to its verb. */
public final class Upkeep implements ContainerUpkeep {
  /** Waiting so long here, in milliseconds, costs less than another process. */
  private static final long SHORT_DELAY = 1_000;

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
    if (report.restartDelay() < 0) {
      return;
    }
    String launcher = parts.config().programs().launcher();
    if (report.restartDelay() > SHORT_DELAY && !launcher.isEmpty()) {
      restartLater(launcher, parts.containers().find(nameOrId).config().id(), report);
      return;
    }
    parts.clock().sleep(report.restartDelay());
    startAgain(nameOrId, report.finished());
  }

  @Override
  public void startAgain(String nameOrId, long finished) {
    new StartAgain(parts, finished).run(nameOrId);
  }

  /** Leaves the waiting to the launcher, which needs a hundredth of this process's memory. */
  private void restartLater(String launcher, String id, CleanupContainer.Report report) {
    List<String> argv = new ArrayList<>();
    argv.add(launcher);
    argv.addAll(parts.config().programs().globals());
    // The launcher finds its run folder by this option; see cleanup.c.
    argv.add("--runroot=" + parts.config().runRoot());
    argv.add("container");
    argv.add("cleanup");
    argv.add("--restart-after=" + report.restartDelay());
    argv.add("--finished=" + report.finished());
    argv.add(id);
    List<String> env = parts.config().programs().env();
    List<Integer> nothing = List.of(-1, -1, -1);
    parts.kernel().processes().spawn(new ProcessSpec(argv, env, "/", nothing, true));
  }

  @Override
  public void sweep(boolean patient) {
    new Sweep(parts, patient).sweep();
  }
}
