package dev.kapok.libpod.verb;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.RunResult;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.parts.EngineParts;
import org.jspecify.annotations.Nullable;

/** Hands each call to its verb. */
public final class Lifecycle implements ContainerLifecycle {
  private final EngineParts parts;

  /** Works with these parts. */
  public Lifecycle(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public String create(ContainerRequest request) {
    return new CreateContainer(parts).create(request).config().id();
  }

  @Override
  public RunResult run(ContainerRequest request, @Nullable AttachOptions attach) {
    Container created = new CreateContainer(parts).create(request);
    String id = created.config().id();
    if (attach != null) {
      return new RunResult(id, new AttachContainer(parts).start(created, attach));
    }
    new StartContainer(parts, null).run(created);
    return new RunResult(id, 0);
  }

  @Override
  public String start(String nameOrId) {
    return new StartContainer(parts, null).run(nameOrId).config().id();
  }

  @Override
  public String stop(String nameOrId, @Nullable Integer timeout) {
    String id = parts.containers().find(nameOrId).config().id();
    new StopContainer(parts, false).stop(id, timeout);
    return id;
  }

  @Override
  public String kill(String nameOrId, int signal) {
    return new KillContainer(parts, signal).run(nameOrId);
  }

  @Override
  public String restart(String nameOrId, @Nullable Integer timeout) {
    String id = parts.containers().find(nameOrId).config().id();
    new StopContainer(parts, true).stop(id, timeout);
    return start(id);
  }

  @Override
  public String remove(String nameOrId, RemoveOptions options) {
    return new RemoveContainer(parts, options).remove(nameOrId);
  }

  @Override
  public String rename(String nameOrId, String newName) {
    return new RenameContainer(parts, newName).run(nameOrId);
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
      new StartAgain(parts, report.restarts()).run(nameOrId);
    }
  }

  @Override
  public void sweep() {
    new Sweep(parts).sweep();
  }
}
