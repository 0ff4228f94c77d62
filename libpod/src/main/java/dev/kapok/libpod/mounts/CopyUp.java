package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.storage.CopyProgress;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.tree.MappedCopier;
import dev.kapok.storage.tree.TreeCopier;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first use of a volume: it gets what the image has at its place, with owners, modes, times,
 * extended attributes and hard links, unless somebody has put files there.
 *
 * <p>The files are copied beside the volume and become it by one rename. Where something is mounted
 * on the volume, or another container has mounted its folder, they are copied into it, and a mark
 * says until the end that it is not whole. So a copy that was killed is made again. The caller has
 * the volume's lock, and so has the program that copies: should the caller be killed, whoever comes
 * next waits until that has ended.
 */
final class CopyUp {
  private static final int DIRECTORY = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;
  private static final byte[] SELF = {};

  private final EngineParts parts;
  private final Kernel kernel;
  private final String name;
  private final int lock;
  private final String id;
  private final String data;

  /** What ids here have to be on the disk; null for the same. */
  private final @Nullable IdMaps onDisk;

  /**
   * Prepares the copy.
   *
   * @param lock of the volume
   * @param id of the container that the volume is filled for
   * @param owners what ids on the disk will look like from here where the container sees the volume
   *     by a mapped mount; null where it sees it as it is
   */
  CopyUp(EngineParts parts, String name, int lock, String id, @Nullable IdMaps owners) {
    this.parts = parts;
    this.kernel = parts.kernel();
    this.name = name;
    this.lock = lock;
    this.id = id;
    this.data = parts.paths().volumeData(name);
    this.onDisk = owners == null ? null : owners.inverse();
  }

  /**
   * Fills the volume if it is a new one.
   *
   * @param copies whether it gets the image's files, and not only the owner of their folder
   * @param user who owns it where the image has nothing there
   */
  void run(String rootFs, String target, boolean copies, ProcessUser user) {
    String mark = parts.disk().read(parts.paths().volumeFresh(name));
    if (mark == null) {
      return;
    }
    boolean filling = parts.disk().exists(parts.paths().volumeFilling(name));
    if (filling || isEmpty(data)) {
      int source = open(rootFs, target);
      try {
        if (mark.isEmpty()) {
          adopt(source, user);
        }
        if (source >= 0 && copies) {
          copy(source, filling);
        }
      } finally {
        if (source >= 0) {
          kernel.io().close(source);
        }
      }
    }
    if (copies) {
      parts.disk().deleteFile(parts.paths().volumeFresh(name));
    } else if (mark.isEmpty()) {
      parts.disk().write(parts.paths().volumeFresh(name), "owned", 0600);
    }
  }

  /** Opens the image's folder at the target, −1 where there is none; its links stay inside. */
  private int open(String rootFs, String target) {
    FileIo io = kernel.io();
    int root = io.open(rootFs, DIRECTORY, 0);
    try {
      return kernel
          .tree()
          .openBeneath(
              root,
              target.substring(1).getBytes(StandardCharsets.UTF_8),
              DIRECTORY,
              0,
              OpenFlags.RESOLVE_IN_ROOT | OpenFlags.RESOLVE_NO_MAGICLINKS);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
        throw e;
      }
      return -1;
    } finally {
      io.close(root);
    }
  }

  /** Gives the volume the owner, mode and times of the folder that it covers. */
  private void adopt(int source, ProcessUser user) {
    byte[] path = data.getBytes(StandardCharsets.UTF_8);
    FileStat stat = source < 0 ? null : kernel.tree().stat(source, SELF);
    if (stat == null) {
      int uid = onDisk == null ? user.uid() : onDisk.user(user.uid());
      int gid = onDisk == null ? user.gid() : onDisk.group(user.gid());
      kernel.attributes().chown(FileTree.CWD, path, uid, gid);
      return;
    }
    new Folder(kernel)
        .dress(
            data,
            onDisk == null
                ? stat
                : stat.ownedBy(onDisk.user(stat.uid()), onDisk.group(stat.gid())));
    long seconds = stat.modifiedSeconds();
    int nanos = stat.modifiedNanos();
    kernel.attributes().setTimes(FileTree.CWD, path, seconds, nanos, seconds, nanos);
  }

  private void copy(int source, boolean filling) {
    if (kernel.tree().list(source).isEmpty()) {
      return;
    }
    if (filling || kernel.mounts().isMountPoint(data) || isShared()) {
      parts.disk().write(parts.paths().volumeFilling(name), "", 0600);
      fill(source);
      parts.disk().deleteFile(parts.paths().volumeFilling(name));
      return;
    }
    String growing = data + ".new";
    parts.disk().deleteTree(growing);
    parts.disk().makeFolder(growing, 0755);
    FileStat owned = parts.disk().stat(data);
    copyTo(source, growing);
    if (owned != null) {
      byte[] path = growing.getBytes(StandardCharsets.UTF_8);
      kernel.attributes().chown(FileTree.CWD, path, owned.uid(), owned.gid());
    }
    kernel.io().rename(growing, data);
  }

  /** Copies files into the volume, in which some may be already. */
  private void fill(int source) {
    if (onDisk == null) {
      copyTo(source, data);
      return;
    }
    String staged = data + ".new";
    parts.disk().deleteTree(staged);
    parts.disk().makeFolder(staged, 0755);
    copyTo(source, staged);
    TreeCopier.keepingNames(kernel).addLayer(staged, data);
    parts.disk().deleteTree(staged);
  }

  /** Tells whether another container than the one that it is filled for has the folder. */
  private boolean isShared() {
    return new VolumeMount(parts).users(name, id) > 0;
  }

  private void copyTo(int source, String to) {
    IdMaps maps = onDisk;
    if (maps != null) {
      copyMapped(source, to, maps);
      return;
    }
    if (isCopied(source, to)) {
      return;
    }
    String program = kernel.processes().find("cp", parts.config().programs().path());
    int status = 127;
    if (program != null) {
      // The descriptor keeps the source beneath the root, whatever links the image has.
      List<String> argv = List.of(program, "-a", "--", "/proc/self/fd/3/.", to);
      List<Integer> fds = List.of(-1, -1, 2, source, lock);
      List<String> env = parts.config().programs().env();
      int pid = kernel.processes().spawn(new ProcessSpec(argv, env, null, fds, false));
      status = kernel.processes().await(pid);
    }
    if (status != 0) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "copying the image's files into volume " + name + ": cp failed with " + status);
    }
  }

  /** Copies by several threads into a folder that nobody knows; false where cp(1) has to do it. */
  private boolean isCopied(int source, String to) {
    if (to.equals(data)) {
      return false;
    }
    int target = kernel.io().open(to, DIRECTORY, 0);
    try {
      return kernel.tree().copyTree(source, target, Runtime.getRuntime().availableProcessors());
    } catch (SyscallException e) {
      // Begun anew: cp(1) says of which file something is wrong.
      parts.disk().deleteTree(to);
      parts.disk().makeFolder(to, 0755);
      return false;
    } finally {
      kernel.io().close(target);
    }
  }

  private void copyMapped(int source, String to, IdMaps maps) {
    try {
      new MappedCopier(kernel, maps, 1, CopyProgress.NONE)
          .copy("/proc/self/fd/" + source + "/.", to);
    } catch (StorageException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "copying the image's files into volume " + name + ": " + e.getMessage(),
          e);
    }
  }

  private boolean isEmpty(String path) {
    int fd = kernel.io().open(path, DIRECTORY, 0);
    try {
      return kernel.tree().listSome(fd).isEmpty();
    } finally {
      kernel.io().close(fd);
    }
  }
}
