package dev.kapok.libpod.bundle;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Host;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/**
 * A container's root file system once more, where the root of its own user namespace can reach it:
 * for that user, who is nobody to the host, the folders of the engine are closed, and runtimes look
 * the path up as that user.
 *
 * <p>It stands in /run, or in /tmp without root, in a folder that only that user can enter, so that
 * nobody else on the host sees the container's files.
 */
final class ReachableRoot {
  /** Everybody passes it, and nobody sees who else does. */
  private static final int BASE_MODE = 0711;

  private static final int ATTEMPTS = 100;

  private final EngineParts parts;
  private final String base;

  ReachableRoot(EngineParts parts) {
    this.parts = parts;
    this.base =
        parts.config().storage().rootless()
            ? "/tmp/kapok-roots-" + Host.realUid()
            : "/run/kapok-roots";
  }

  /** Binds a root file system, mounted at {@code rootFs}, to the place; returns its path there. */
  String show(String id, String rootFs, IdMaps maps) {
    hide(id);
    String folder = makeFolder(id);
    String root = folder + "/root";
    parts.disk().makeFolder(root, 0700);
    int user = maps.user(0);
    int group = maps.group(0);
    parts.kernel().attributes().chown(FileTree.CWD, bytes(folder), user, group);
    parts.kernel().mounts().mount(rootFs, root, null, Mounts.MS_BIND | Mounts.MS_REC, null);
    parts.kernel().mounts().mount(null, root, null, Mounts.MS_PRIVATE | Mounts.MS_REC, null);
    return root;
  }

  /** Makes a container's folder; the last container that ends takes the base away meanwhile. */
  private String makeFolder(String id) {
    for (int attempt = 1; ; attempt++) {
      parts.disk().makeFolder(base, BASE_MODE);
      try {
        requireOwn();
        parts
            .kernel()
            .attributes()
            .chmod(FileTree.CWD, bytes(base), BASE_MODE); // whatever the umask
        parts.disk().makeFolder(folder(id), 0700);
        return folder(id);
      } catch (SyscallException e) {
        if (e.errno() != Errno.ENOENT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** In /tmp, somebody else may have been faster. */
  private void requireOwn() {
    FileStat stat = parts.disk().stat(base);
    if (stat == null) {
      throw new SyscallException("stat", Errno.ENOENT, base);
    }
    boolean own =
        stat.isDirectory() && stat.uid() == parts.kernel().pids().uid() && (stat.mode() & 022) == 0;
    if (!own) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "showing the root file system to the container's user namespace: "
              + base
              + " is no folder that only this user can write to; remove it");
    }
  }

  /** Takes it away; may be repeated. */
  void hide(String id) {
    String folder = folder(id);
    if (!parts.disk().exists(folder)) {
      return;
    }
    requireOwn();
    String root = folder + "/root";
    while (parts.kernel().mounts().unmount(root, Mounts.MNT_DETACH | Mounts.UMOUNT_NOFOLLOW)) {
      // until nothing is stacked there
    }
    remove(root);
    remove(folder);
    remove(base);
  }

  /** Others may need it still. */
  private void remove(String folder) {
    try {
      parts.kernel().tree().unlink(FileTree.CWD, bytes(folder), true);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.ENOENT && e.errno() != Errno.EBUSY) {
        throw e;
      }
    }
  }

  private String folder(String id) {
    return base + "/" + id;
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }
}
