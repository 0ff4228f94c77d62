package dev.kapok.libpod.mounts;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.storage.driver.Folder;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  /**
   * Prepares the copy.
   *
   * @param lock of the volume
   * @param id of the container that the volume is filled for
   */
  CopyUp(EngineParts parts, String name, int lock, String id) {
    this.parts = parts;
    this.kernel = parts.kernel();
    this.name = name;
    this.lock = lock;
    this.id = id;
    this.data = parts.paths().volumeData(name);
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
      kernel.attributes().chown(FileTree.CWD, path, user.uid(), user.gid());
      return;
    }
    new Folder(kernel).dress(data, stat);
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
      copyTo(source, data);
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

  /** Tells whether another container than the one that it is filled for has the folder. */
  private boolean isShared() {
    return new VolumeMount(parts).users(name, id) > 0;
  }

  private void copyTo(int source, String to) {
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

  private boolean isEmpty(String path) {
    int fd = kernel.io().open(path, DIRECTORY, 0);
    try {
      return kernel.tree().listSome(fd).isEmpty();
    } finally {
      kernel.io().close(fd);
    }
  }
}
