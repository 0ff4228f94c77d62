package dev.kapok.libpod.verb;

import dev.kapok.libpod.bundle.BundleMaker;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.mounts.ImageMounts;
import dev.kapok.libpod.mounts.RemovedVolumes;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.state.VolumeTable;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes a container that does not run and whose start was undone: first its rows, in one
 * transaction, then its files. What a crash between the two leaves belongs to no row and is swept.
 */
final class Removal {
  private final EngineParts parts;

  Removal(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Removes; the caller has the lock.
   *
   * @param volumes whether anonymous volumes go too
   */
  void remove(Container container, boolean volumes) {
    List<String> gone;
    try (Tx tx = parts.database().beginRemoval()) {
      gone = forget(tx, container, volumes);
      tx.commit();
    }
    deleteFiles(container, gone);
  }

  /**
   * The first half: removes the rows, keeping the exit code of one that ran; with a container that
   * holds the namespaces of a pod, the pod.
   *
   * @return where the volumes are now that go with it, for {@link #deleteFiles}
   * @throws dev.kapok.libpod.KapokException EXISTS where another container needs it
   */
  List<String> forget(Tx tx, Container container, boolean volumes) {
    ContainerConfig config = container.config();
    String id = config.id();
    List<String> anonymous = volumes ? parts.volumes().anonymous(id) : List.of();
    parts.dependencies().requireNone(id);
    parts.dependencies().delete(tx, config);
    parts.containers().delete(tx, id);
    Pod pod = config.namespaces().pod() == null ? null : parts.pods().ofInfra(id);
    if (pod != null) {
      parts.pods().delete(tx, pod.id());
    }
    if (container.state().started() != 0) {
      int code = container.state().exitCode();
      parts.exitCodes().put(tx, id, config.name(), code, parts.clock().now());
    }
    List<String> gone = forgetVolumes(tx, config, anonymous);
    if (!config.mounts().isEmpty()) {
      new ImageMounts(parts).forget(tx, config);
    }
    if (isLayered(container)) {
      parts.layers().remove(tx, id);
    }
    return gone;
  }

  /** The second half, after the commit: deletes the files, and the lock that the caller holds. */
  void deleteFiles(Container container, List<String> volumes) {
    String id = container.config().id();
    if (isLayered(container)) {
      parts.layers().delete(id);
    }
    if (!container.config().mounts().isEmpty()) {
      new ImageMounts(parts).releaseAll(container.config());
    }
    parts.disk().deleteTree(parts.paths().container(id));
    new BundleMaker(parts).close(id);
    parts.locks().forget(id);
    for (int i = 0; i < volumes.size(); i++) {
      new RemovedVolumes(parts).delete(volumes.get(i));
    }
  }

  private static boolean isLayered(Container container) {
    return container.config().rootFs().path() == null;
  }

  /**
   * Returns where the volumes are now that nobody needs any more: another container may have named
   * one.
   */
  private List<String> forgetVolumes(Tx tx, ContainerConfig config, List<String> anonymous) {
    List<String> gone = new ArrayList<>();
    if (config.mounts().isEmpty()) {
      return gone;
    }
    VolumeTable table = parts.volumes();
    table.release(tx, config.id());
    for (int i = 0; i < anonymous.size(); i++) {
      if (table.delete(tx, anonymous.get(i))) {
        String aside = new RemovedVolumes(parts).putAside(anonymous.get(i));
        if (aside != null) {
          gone.add(aside);
        }
      }
    }
    return gone;
  }
}
