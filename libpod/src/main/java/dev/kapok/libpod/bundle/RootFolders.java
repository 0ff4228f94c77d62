package dev.kapok.libpod.bundle;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.mounts.LayerMounts;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Mounts;
import org.jspecify.annotations.Nullable;

/** The root file system of a container, and the shared memory that others may join. */
final class RootFolders {
  private final EngineParts parts;

  RootFolders(EngineParts parts) {
    this.parts = parts;
  }

  /** Mounts the root file system and returns its path. */
  String mount(Container container) {
    String path = container.config().rootFs().path();
    if (path != null) {
      return path;
    }
    return new LayerMounts(parts).mount(container.config().id());
  }

  /** Unmounts it. */
  void unmount(Container container) {
    if (container.config().rootFs().path() == null) {
      parts.layers().unmount(container.config().id());
    }
  }

  /** Mounts a tmpfs that other containers may join, or finds the one to join; null for neither. */
  @Nullable String sharedMemory(Container container) {
    String id = container.config().id();
    NamespaceMode ipc = container.config().namespaces().ipc();
    String other = ipc.target();
    if (ipc.kind() == NamespaceMode.Kind.CONTAINER && other != null) {
      String shm = shm(other);
      return parts.disk().exists(shm) ? shm : null;
    }
    if (ipc.kind() != NamespaceMode.Kind.SHAREABLE) {
      return null;
    }
    String shm = shm(id);
    parts.disk().makeFolder(shm, 01777);
    parts
        .kernel()
        .mounts()
        .mount(
            "shm",
            shm,
            "tmpfs",
            Mounts.MS_NOEXEC | Mounts.MS_NOSUID | Mounts.MS_NODEV,
            "mode=1777,size=" + container.config().host().shmSize());
    return shm;
  }

  /** Unmounts the tmpfs, if there is one. */
  void unmountSharedMemory(String id) {
    parts.kernel().mounts().unmount(shm(id), Mounts.MNT_DETACH | Mounts.UMOUNT_NOFOLLOW);
  }

  private String shm(String id) {
    return parts.paths().inBundle(id, "shm");
  }
}
