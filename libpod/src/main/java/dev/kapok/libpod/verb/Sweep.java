package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.connect.ConnectedNetworks;
import dev.kapok.libpod.mounts.RemovedVolumes;
import dev.kapok.libpod.mounts.StagedTars;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes what belongs to no container: what a crash left between the end of a container's row and
 * the end of its files. What another process works on is left to it; whoever promises that all is
 * gone waits for its end.
 */
final class Sweep {
  private static final int ID_LENGTH = 64;

  /** How long the files of a container may take another process to delete, in milliseconds. */
  private static final long PATIENCE = 30_000;

  private final EngineParts parts;
  private final long patience;
  private final BundleMaker bundles;

  /** Plans a sweep that waits for nobody. */
  Sweep(EngineParts parts) {
    this(parts, false);
  }

  /**
   * Plans a sweep.
   *
   * @param patient whether it waits for those who work on what has no record any more
   */
  Sweep(EngineParts parts, boolean patient) {
    this.parts = parts;
    this.patience = patient ? PATIENCE : 0;
    this.bundles = new BundleMaker(parts);
  }

  /**
   * Removes all it can, then throws the first failure, if there was one; what failed is tried again
   * by the next sweep.
   */
  void sweep() {
    Set<String> ids = new HashSet<>();
    collect(ids, parts.paths().bundles());
    collect(ids, parts.paths().networkNamespaces());
    collect(ids, parts.paths().rootlessUsers());
    collect(ids, parts.paths().exits());
    collect(ids, parts.paths().runtimeState());
    collect(ids, parts.paths().locks());
    collect(ids, parts.paths().containers());
    if (parts.disk().exists(parts.paths().connections())) {
      ids.addAll(new ConnectedNetworks(parts).containers());
    }
    Failures failures = new Failures();
    for (String id : ids) {
      try {
        sweep(id);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    sweepVolumes(failures);
    try {
      parts.layerStore().sweep();
    } catch (SyscallException | StorageException e) {
      failures.add(e);
    }
    failures.throwFirst();
  }

  /**
   * Removes what removed volumes left: made-up names without a row, and what was put aside. A
   * folder outside the root may hold another engine's volumes, too, which have such names but
   * neither lock nor mark.
   */
  private void sweepVolumes(Failures failures) {
    List<String> names = parts.disk().list(parts.paths().volumes());
    Set<String> recorded = parts.volumes().names();
    for (int i = 0; i < names.size(); i++) {
      try {
        sweepBeside(names.get(i), recorded);
      } catch (KapokException | SyscallException e) {
        failures.add(e);
      }
    }
    if (parts.disk().exists(parts.paths().imports())) {
      new StagedTars(parts).sweep(failures);
    }
    new RemovedVolumes(parts).sweep(failures);
  }

  private void sweepBeside(String name, Set<String> recorded) {
    if (!recorded.contains(name) && RequestCompleter.isMadeUp(name) && isOwn(name)) {
      sweepVolume(name);
    }
  }

  private boolean isOwn(String name) {
    return parts.paths().volumes().startsWith(parts.config().root() + "/")
        || parts.disk().exists(parts.paths().volumeLock(name))
        || parts.disk().exists(parts.paths().volumeFresh(name));
  }

  /**
   * The folder of a volume that is being made is there before its row, but not in a transaction.
   */
  private void sweepVolume(String name) {
    RemovedVolumes removed = new RemovedVolumes(parts);
    String aside = null;
    try (Tx tx = parts.database().beginRemoval()) {
      if (!parts.volumes().has(name)) {
        aside = removed.putAside(name);
      }
      tx.commit();
    }
    if (aside != null) {
      removed.delete(aside);
    }
  }

  private void collect(Set<String> ids, String folder) {
    List<String> names = parts.disk().list(folder);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).length() == ID_LENGTH) {
        ids.add(names.get(i));
      }
    }
  }

  /** Removes what is left of one container, unless it is recorded or somebody works on it. */
  void sweep(String id) {
    if (id.length() != ID_LENGTH || parts.containers().has(id)) {
      return;
    }
    int lock = parts.locks().acquire(parts.paths().lock(id), patience);
    if (lock < 0) {
      return;
    }
    try {
      if (!parts.containers().has(id) && isAbandoned(id)) {
        remove(id);
      }
    } finally {
      parts.locks().unlock(lock);
    }
  }

  /** Tells whether no client works in the bundle. */
  private boolean isAbandoned(String id) {
    if (!bundles.exists(id)) {
      return true;
    }
    int client = parts.locks().acquire(parts.paths().clientLock(id), 0);
    if (client >= 0) {
      parts.locks().unlock(client);
    }
    return client >= 0;
  }

  private void remove(String id) {
    if (parts.disk().exists(parts.paths().runtimeState() + "/" + id)) {
      try {
        parts.runtime(parts.runtimes().choose()).delete(id).await();
      } catch (KapokException e) {
        return;
      }
    }
    bundles.undoUnknown(id);
    bundles.close(id);
    parts.layers().delete(id);
    parts.disk().deleteTree(parts.paths().container(id));
    parts.locks().forget(id);
  }
}
