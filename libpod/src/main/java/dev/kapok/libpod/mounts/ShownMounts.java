package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.MountOwners;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a container mounts and the runtime cannot show it as it is: a part of a volume ({@code
 * subpath}), or files with other owners ({@code idmap}, mount_setattr(2)). The engine mounts it in
 * the container's own folder, from where the runtime takes it.
 *
 * <p>A part is found by descriptors beneath its volume, so that no link of another container leads
 * elsewhere, not even one that is put there meanwhile.
 */
final class ShownMounts {
  private static final byte[] SELF = {};

  private final Kernel kernel;
  private final Disk disk;

  ShownMounts(EngineParts parts) {
    this.kernel = parts.kernel();
    this.disk = parts.disk();
  }

  /** Tells whether a mount has to be shown so. */
  static boolean isNeeded(MountConfig mount) {
    return subpath(mount) != null || MountOwners.isAsked(mount);
  }

  /** Returns the part that is mounted, null for all. */
  static @Nullable String subpath(MountConfig mount) {
    String docker = mount.value("volume-subpath");
    return docker == null ? mount.value("subpath") : docker;
  }

  /**
   * Mounts and returns where.
   *
   * @param path in the container's own folder; what was there goes
   * @param source an absolute path of the host
   * @param own the ids of the container's user namespace, null for none of its own
   */
  String show(String path, String source, MountConfig mount, @Nullable IdMaps own) {
    hide(path);
    String what = "mounting " + mount.source() + " at " + mount.target() + ": ";
    int root = kernel.io().open(source, OpenFlags.O_PATH, 0);
    try {
      int part = open(root, mount, what);
      try {
        mount(part, path, MountOwners.of(mount, own), what);
      } finally {
        kernel.io().close(part);
      }
    } catch (IllegalArgumentException e) {
      throw new KapokException(KapokException.Kind.INVALID, what + e.getMessage(), e);
    } finally {
      kernel.io().close(root);
    }
    return path;
  }

  private int open(int root, MountConfig mount, String what) {
    String subpath = subpath(mount);
    byte[] path = (subpath == null ? "." : subpath).getBytes(StandardCharsets.UTF_8);
    if (subpath == null) {
      return kernel.io().open("/proc/self/fd/" + root, OpenFlags.O_PATH, 0);
    }
    try {
      int resolve = OpenFlags.RESOLVE_IN_ROOT | OpenFlags.RESOLVE_NO_MAGICLINKS;
      return kernel.tree().openBeneath(root, path, OpenFlags.O_PATH, 0, resolve);
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          what
              + "subpath "
              + subpath
              + (e.errno() == Errno.ENOENT
                  ? " does not exist there; make it first"
                  : ": " + e.getMessage()),
          e);
    }
  }

  private void mount(int part, String path, @Nullable IdMaps maps, String what) {
    makePlace(part, path);
    String source = "/proc/self/fd/" + part;
    if (maps == null) {
      kernel.mounts().mount(source, path, null, Mounts.MS_BIND | Mounts.MS_REC, null);
      return;
    }
    try {
      int namespace = kernel.mounts().openUserNamespace(maps);
      try {
        kernel.mounts().mountMapped(source, path, namespace);
      } finally {
        kernel.io().close(namespace);
      }
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          what
              + "idmap: "
              + e.getMessage()
              + "; the kernel maps the owners of a mount for root alone, and on some file systems",
          e);
    }
  }

  private void makePlace(int part, String path) {
    FileStat stat = kernel.tree().stat(part, SELF);
    if (stat != null && stat.isDirectory()) {
      disk.makeFolders(path, 0700);
      return;
    }
    disk.makeFolders(path.substring(0, path.lastIndexOf('/')), 0700);
    FileIo io = kernel.io();
    io.close(io.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_NOFOLLOW, 0600));
  }

  /** Unmounts one; may be repeated. */
  void hide(String path) {
    kernel.mounts().unmount(path, Mounts.MNT_DETACH | Mounts.UMOUNT_NOFOLLOW);
    disk.deleteTree(path);
  }
}
