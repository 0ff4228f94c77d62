package dev.kapok.libpod.verb;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.RunResult;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands each call to its verb. */
public final class Lifecycle implements ContainerLifecycle {
  private final EngineParts parts;
  private final StopSignals signals;

  /** Works with these parts. */
  public Lifecycle(EngineParts parts) {
    this.parts = parts;
    this.signals = new StopSignals(parts);
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
  public void announceStop(List<String> nameOrIds, @Nullable Integer timeout) {
    signals.send(nameOrIds, timeout);
  }

  @Override
  public String stop(String nameOrId, @Nullable Integer timeout) {
    String id = parts.containers().find(nameOrId).config().id();
    new StopContainer(parts, false).stop(id, signals.take(id, timeout));
    return id;
  }

  @Override
  public String kill(String nameOrId, int signal) {
    return new KillContainer(parts, signal).run(nameOrId);
  }

  @Override
  public String restart(String nameOrId, @Nullable Integer timeout) {
    String id = parts.containers().find(nameOrId).config().id();
    new StopContainer(parts, true).stop(id, signals.take(id, timeout));
    return start(id);
  }

  @Override
  public String remove(String nameOrId, RemoveOptions options) {
    return new RemoveContainer(parts, options, signals).remove(nameOrId);
  }

  @Override
  public void removeAll(List<String> nameOrIds, RemoveOptions options, Outcome outcome) {
    new RemoveContainers(parts, options, signals, outcome).remove(nameOrIds);
  }

  @Override
  public String rename(String nameOrId, String newName) {
    return new RenameContainer(parts, newName).run(nameOrId);
  }
}
