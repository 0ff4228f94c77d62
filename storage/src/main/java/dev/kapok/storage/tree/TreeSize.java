package dev.kapok.storage.tree;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds up the sizes of the files in a tree, in bytes; a file with several names counts once.
 *
 * <p>The tree may change meanwhile: what vanishes is not counted.
 */
public final class TreeSize {
  private static final int FLAGS =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private final FileIo io;
  private final FileTree tree;
  private final Set<Long> seen = new HashSet<>();

  /** Measures through this kernel. */
  public TreeSize(Kernel kernel) {
    this.io = kernel.io();
    this.tree = kernel.tree();
  }

  /** Returns the size of a tree by the absolute path of its root; 0 where there is none. */
  public long of(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    FileStat stat = tree.stat(FileTree.CWD, name);
    if (stat == null) {
      return 0;
    }
    int fd = io.open(path, FLAGS, 0);
    try {
      return sum(fd);
    } finally {
      io.close(fd);
    }
  }

  private long sum(int dirFd) {
    long total = 0;
    List<byte[]> names = tree.list(dirFd);
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      FileStat stat = tree.stat(dirFd, name);
      if (stat == null) {
        continue;
      }
      if (stat.isDirectory()) {
        total += descend(dirFd, name);
      } else if (stat.links() == 1 || seen.add(stat.inode())) {
        total += stat.size();
      }
    }
    return total;
  }

  private long descend(int dirFd, byte[] name) {
    int fd;
    try {
      fd = tree.openBeneath(dirFd, name, FLAGS, 0, RESOLVE);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return 0;
      }
      throw e;
    }
    try {
      return sum(fd);
    } finally {
      io.close(fd);
    }
  }
}
