package dev.kapok.libpod.volumes;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.mounts.RemovedVolumes;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.mounts.VolumeMount;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.RemoveUsers;
import dev.kapok.storage.tree.TreeSize;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes a volume: its folder is put aside and its row deleted in one transaction, in which nobody
 * can begin to use it; then the files are deleted.
 */
final class RemoveVolume {
  private final EngineParts parts;
  private final VolumeFolders folders;
  private final RemovedVolumes removed;

  RemoveVolume(EngineParts parts) {
    this.parts = parts;
    this.folders = new VolumeFolders(parts);
    this.removed = new RemovedVolumes(parts);
  }

  void remove(String name, boolean force, @Nullable Integer timeout) {
    while (!isRemoved(name)) {
      List<String> users = parts.volumes().users(name);
      if (!force) {
        throw new KapokException(
            KapokException.Kind.IN_USE,
            "volume "
                + name
                + " is being used by the following container(s): "
                + String.join(", ", users)
                + ": volume is being used");
      }
      new RemoveUsers(parts).remove(users, false, timeout);
    }
  }

  /** Removes one that nobody uses; returns its size in bytes, −1 where it stays. */
  long removeUnused(String name) {
    if (!parts.volumes().has(name) || !parts.volumes().users(name).isEmpty()) {
      return -1;
    }
    long size =
        isMounted(name) ? 0 : new TreeSize(parts.kernel()).of(parts.paths().volumeData(name));
    return isRemoved(name) ? size : -1;
  }

  private boolean isMounted(String name) {
    return parts.kernel().mounts().isMountPoint(parts.paths().volumeData(name));
  }

  private boolean isRemoved(String name) {
    int lock = folders.lock(name);
    try {
      Forgotten forgotten = forget(name);
      if (forgotten.aside() != null) {
        removed.delete(forgotten.aside());
      }
      return forgotten.recorded();
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.FAILED, "removing volume " + name + ": " + e.getMessage(), e);
    } finally {
      folders.unlock(lock);
    }
  }

  /**
   * What became of a row.
   *
   * @param recorded false where it stays, as somebody uses the volume
   * @param aside where the files are now, null where there are none
   */
  private record Forgotten(boolean recorded, @Nullable String aside) {}

  private Forgotten forget(String name) {
    try (Tx tx = parts.database().beginRemoval()) {
      if (!parts.volumes().delete(tx, name)) {
        return new Forgotten(false, null);
      }
      VolumeMount mount = new VolumeMount(parts);
      mount.pin(name, 0);
      mount.unmount(name);
      String aside = removed.putAside(name);
      boolean complete = false;
      try {
        tx.commit();
        complete = true;
      } finally {
        if (!complete && aside != null) {
          removed.putBack(name, aside);
        }
      }
      return new Forgotten(true, aside);
    }
  }
}
