package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes several containers. Those that do not run, and that nobody works on, are gathered and
 * leave the database in one transaction: the wait for the disk is most of a removal's time. The
 * others are removed one by one.
 *
 * <p>Only one lock is ever waited for, and none while others are held, so that two such commands
 * cannot wait for each other.
 */
final class RemoveContainers {
  /** How many locks are held at a time, and how long somebody may have to wait for one of them. */
  private static final int MOST = 32;

  private final EngineParts parts;
  private final RemoveOptions options;
  private final StopSignals signals;
  private final ContainerLifecycle.Outcome outcome;
  private final List<Gathered> gathered = new ArrayList<>();

  RemoveContainers(
      EngineParts parts,
      RemoveOptions options,
      StopSignals signals,
      ContainerLifecycle.Outcome outcome) {
    this.parts = parts;
    this.options = options;
    this.signals = signals;
    this.outcome = outcome;
  }

  private record Gathered(String nameOrId, Container container, int lock) {}

  void remove(List<String> nameOrIds) {
    try {
      for (int i = 0; i < nameOrIds.size(); i++) {
        String name = nameOrIds.get(i);
        if (gathered.size() == MOST) {
          removeGathered();
        }
        Gathered one = gather(name);
        if (one != null) {
          gathered.add(one);
        } else {
          removeGathered();
          removeAlone(name);
        }
      }
      removeGathered();
    } finally {
      release();
    }
  }

  /** Locks a container and undoes what is left of its start; null for one to be removed alone. */
  private @Nullable Gathered gather(String nameOrId) {
    String id = parts.containers().findResting(nameOrId);
    int lock = id == null ? -1 : parts.locks().tryLock(id);
    if (id == null || lock < 0) {
      return null;
    }
    Gathered result = null;
    try {
      Container container = parts.containers().get(id);
      if (container != null && !container.state().status().hasProcess()) {
        if (container.config().namespaces().pod() != null) {
          new InfraGuard(parts).refuse(container);
        }
        parts.dependencies().requireNone(id);
        new Aftermath(parts).undo(container).throwFirst();
        result = new Gathered(nameOrId, container, lock);
      }
    } catch (RuntimeException e) {
      // It will be met again, and reported, alone.
      return null;
    } finally {
      if (result == null) {
        parts.locks().unlock(lock);
      }
    }
    return result;
  }

  private boolean withVolumes(Container container) {
    return options.volumes() || container.config().lifecycle().autoRemove();
  }

  private void removeGathered() {
    if (gathered.isEmpty()) {
      return;
    }
    Removal removal = new Removal(parts);
    List<List<String>> volumes = new ArrayList<>();
    try (Tx tx = parts.database().beginRemoval()) {
      for (int i = 0; i < gathered.size(); i++) {
        Container container = gathered.get(i).container;
        volumes.add(removal.forget(tx, container, withVolumes(container)));
      }
      tx.commit();
    }
    for (int i = 0; i < gathered.size(); i++) {
      Gathered one = gathered.get(i);
      try {
        removal.deleteFiles(one.container, volumes.get(i));
        outcome.done(one.nameOrId);
      } catch (KapokException e) {
        outcome.failed(e);
      }
    }
    release();
  }

  private void removeAlone(String nameOrId) {
    try {
      new RemoveContainer(parts, options, signals).remove(nameOrId);
      outcome.done(nameOrId);
    } catch (KapokException e) {
      outcome.failed(e);
    }
  }

  private void release() {
    for (int i = 0; i < gathered.size(); i++) {
      parts.locks().unlock(gathered.get(i).lock);
    }
    gathered.clear();
  }
}
