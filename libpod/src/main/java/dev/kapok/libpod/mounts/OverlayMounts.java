package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.driver.Folder;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folders that a container may write to while they stay as they are (option "O"): an overlay on
 * each, in the container's own folder. What is written goes when the container ends, unless the
 * user named a folder for it ({@code upperdir}).
 *
 * <p>The overlay is told of symbolic links beside it, so that no path needs escaping (overlayfs has
 * commas and colons of its own).
 */
public final class OverlayMounts {
  private final EngineParts parts;
  private final Disk disk;

  /** Works with these parts. */
  public OverlayMounts(EngineParts parts) {
    this.parts = parts;
    this.disk = parts.disk();
  }

  /**
   * Mounts one and returns where.
   *
   * @param number tells a container's overlays apart
   * @param mount with an absolute path as its source
   */
  String mount(String id, int number, MountConfig mount) {
    String source = String.valueOf(mount.source());
    requireFolder(source, mount);
    String folder = all(id) + "/" + number;
    disk.makeFolders(folder, 0700);
    releaseOverlay(folder);
    link(source, folder + "/lower");
    place(folder, "upper", mount.value("upperdir"), mount);
    place(folder, "work", mount.value("workdir"), mount);
    String merged = folder + "/merged";
    disk.makeFolder(merged, 0755);
    String rootless = parts.config().storage().rootless() ? ",userxattr" : "";
    String data = "lowerdir=lower,upperdir=upper,workdir=work" + rootless;
    try {
      parts.kernel().mounts().mountIn(folder, "overlay", merged, "overlay", 0, data);
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "mounting an overlay on "
              + source
              + " for "
              + mount.target()
              + ": "
              + e.getMessage()
              + "; upperdir and workdir have to be on one file system that overlays can write to",
          e);
    }
    return merged;
  }

  private void place(String folder, String name, @Nullable String given, MountConfig mount) {
    String path = folder + "/" + name;
    if (given == null) {
      disk.makeFolder(path, 0755);
      dressLike(String.valueOf(mount.source()), path);
    } else {
      requireFolder(given, mount);
      link(given, path);
    }
  }

  /** The upper folder's owner and mode are those of the merged one. */
  private void dressLike(String source, String path) {
    FileStat stat = disk.stat(source + "/.");
    if (stat != null) {
      new Folder(parts.kernel()).dress(path, stat);
    }
  }

  private void link(String to, String path) {
    parts
        .kernel()
        .tree()
        .symlink(
            to.getBytes(StandardCharsets.UTF_8),
            FileTree.CWD,
            path.getBytes(StandardCharsets.UTF_8));
  }

  private void requireFolder(String path, MountConfig mount) {
    try {
      FileIo io = parts.kernel().io();
      io.close(io.open(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0));
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "mounting an overlay at "
              + mount.target()
              + ": "
              + path
              + (e.errno() == Errno.ENOENT ? " does not exist" : " is no folder"),
          e);
    }
  }

  /** Returns where something is shown that an overlay, or the runtime itself, takes from there. */
  String shown(String id, int number) {
    return all(id) + "/" + number + "/shown";
  }

  /** Tells whether the engine itself mounts something for this. */
  static boolean isNeeded(MountConfig mount) {
    return mount.options().contains("O") || ShownMounts.isNeeded(mount);
  }

  private String all(String id) {
    return parts.paths().container(id) + "/overlay";
  }

  /** Unmounts a container's overlays and deletes what was written to them; may be repeated. */
  public void releaseAll(String id) {
    List<String> names = disk.list(all(id));
    for (int i = 0; i < names.size(); i++) {
      release(all(id) + "/" + names.get(i));
    }
  }

  private void release(String folder) {
    releaseOverlay(folder);
    new ShownMounts(parts).hide(folder + "/shown");
    disk.deleteTree(folder);
  }

  private void releaseOverlay(String folder) {
    parts.kernel().mounts().unmount(folder + "/merged", Mounts.MNT_DETACH | Mounts.UMOUNT_NOFOLLOW);
    String[] own = {"lower", "upper", "work", "merged"};
    for (int i = 0; i < own.length; i++) {
      disk.deleteTree(folder + "/" + own[i]);
    }
  }
}
