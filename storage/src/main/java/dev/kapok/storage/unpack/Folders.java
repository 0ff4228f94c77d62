package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Opens the folders that entries go into, and makes those that the archive forgot.
 *
 * <p>Symbolic links on the way are followed as if the layer's root were "/" (RESOLVE_IN_ROOT), so
 * none leads out of it. The last folder stays open, since the next entry mostly lies beside. When
 * it is left, it gets back the modification time that it had when it was entered: so every folder
 * ends with the time its own entry gave it, with no list of folders kept in memory.
 */
final class Folders implements AutoCloseable {
  private static final byte[] SELF = {'.'};
  private static final int FLAGS = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;
  private static final int RESOLVE = OpenFlags.RESOLVE_IN_ROOT | OpenFlags.RESOLVE_NO_MAGICLINKS;
  private static final int PLAIN = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;
  private static final int IMPLIED_MODE = 0755;

  /** Leaves a time as it is (utimensat(2)). */
  private static final int UTIME_OMIT = (1 << 30) - 2;

  private final Kernel kernel;
  private final FileIo io;
  private final FileTree tree;
  private final EntryRules rules;
  private final int rootFd;

  private int openFd = -1;
  private byte[] openPath = {};
  private byte[] realPath = {};
  private long modifiedSeconds;
  private int modifiedNanos;

  Folders(Kernel kernel, int rootFd, EntryRules rules) {
    this.kernel = kernel;
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.rootFd = rootFd;
    this.rules = rules;
  }

  /**
   * Returns a descriptor of the folder, good until the next call.
   *
   * @param path of {@link EntryName}, empty for the root
   */
  int enter(byte[] path) throws LayerFormatException {
    if (openFd >= 0 && Arrays.equals(path, openPath)) {
      return openFd;
    }
    leave();
    int fd = openWithoutLinks(path);
    if (fd >= 0) {
      realPath = path;
    } else {
      fd = openOrMake(path);
      realPath = realPath(path, fd);
    }
    FileStat stat = tree.stat(fd, SELF);
    openFd = fd;
    openPath = path;
    modifiedSeconds = stat == null ? 0 : stat.modifiedSeconds();
    modifiedNanos = stat == null ? UTIME_OMIT : stat.modifiedNanos();
    return fd;
  }

  /** Returns the path of the folder that is entered, on which there is no symbolic link. */
  byte[] path() {
    return realPath;
  }

  /** Returns −1 where links have to be followed, or folders to be made. */
  private int openWithoutLinks(byte[] path) {
    try {
      return tree.openBeneath(rootFd, path.length == 0 ? SELF : path, FLAGS, 0, PLAIN);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ELOOP || e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return -1;
      }
      throw e;
    }
  }

  private byte[] realPath(byte[] path, int fd) {
    int again = openWithoutLinks(path);
    if (again >= 0) {
      io.close(again);
      return path;
    }
    byte[] root = pathOf(rootFd);
    byte[] real = pathOf(fd);
    return Arrays.copyOfRange(real, Math.min(root.length + 1, real.length), real.length);
  }

  private byte[] pathOf(int fd) {
    byte[] link = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
    return tree.readlink(FileTree.CWD, link);
  }

  /** Opens a folder that must be there, for the caller to close; the one entered stays entered. */
  int openExisting(byte[] path) {
    return path.length == 0 ? openAt(SELF) : openAt(path);
  }

  /** Leaves the folder that is open. */
  void leave() {
    if (openFd >= 0) {
      try {
        kernel.attributes().setTimes(openFd, SELF, 0, UTIME_OMIT, modifiedSeconds, modifiedNanos);
      } catch (SyscallException e) {
        // A copy may go into a folder that is somebody else's, whose time the kernel has set.
        if (e.errno() != Errno.EPERM) {
          throw e;
        }
      } finally {
        io.close(openFd);
        openFd = -1;
      }
    }
  }

  private int openOrMake(byte[] path) throws LayerFormatException {
    try {
      return openExisting(path);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ELOOP) {
        throw refused(path, "a symbolic link on the way points to itself");
      }
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
        throw e;
      }
      return make(path);
    }
  }

  /** Goes down component by component and makes what is missing. */
  private int make(byte[] path) throws LayerFormatException {
    int parent = openAt(SELF);
    int start = 0;
    while (start < path.length) {
      int end = start;
      while (end < path.length && path[end] != '/') {
        end++;
      }
      int next;
      try {
        next = step(parent, path, start, end);
      } finally {
        io.close(parent);
      }
      parent = next;
      start = end + 1;
    }
    return parent;
  }

  private int step(int parent, byte[] path, int start, int end) throws LayerFormatException {
    byte[] name = Arrays.copyOfRange(path, start, end);
    FileStat there = tree.stat(parent, name);
    if (there == null) {
      tree.mkdir(parent, name, IMPLIED_MODE);
      kernel.attributes().chmod(parent, name, IMPLIED_MODE);
    } else if (there.isSymlink()) {
      return follow(path, Arrays.copyOf(path, end));
    } else if (!there.isDirectory() && !rules.replaceByFolder(parent, name, there, IMPLIED_MODE)) {
      throw refused(path, "a part of it is no folder");
    }
    return tree.openBeneath(parent, name, FLAGS | OpenFlags.O_NOFOLLOW, 0, RESOLVE);
  }

  private int follow(byte[] path, byte[] prefix) throws LayerFormatException {
    try {
      return openAt(prefix);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        throw refused(path, "a symbolic link on the way leads to no folder of this layer");
      }
      throw e;
    }
  }

  private int openAt(byte[] path) {
    return tree.openBeneath(rootFd, path, FLAGS, 0, RESOLVE);
  }

  private static LayerFormatException refused(byte[] path, String why) {
    return new LayerFormatException(
        "layer folder " + TarEntry.display(path) + " is refused: " + why);
  }

  @Override
  public void close() {
    leave();
  }
}
