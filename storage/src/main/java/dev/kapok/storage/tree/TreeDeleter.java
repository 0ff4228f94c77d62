package dev.kapok.storage.tree;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.util.List;

/** Deletes. */
public final class TreeDeleter {
  private final FileIo io;
  private final FileTree tree;

  /** Deletes through this kernel. */
  public TreeDeleter(Kernel kernel) {
    this.io = kernel.io();
    this.tree = kernel.tree();
  }

  /** Deletes a name and all beneath it; nothing there is no error. */
  public void delete(int dirFd, byte[] name) {
    FileStat stat = tree.stat(dirFd, name);
    if (stat == null) {
      return;
    }
    if (stat.isDirectory()) {
      empty(dirFd, name);
    }
    unlink(dirFd, name, stat.isDirectory());
  }

  private void empty(int dirFd, byte[] name) {
    int fd =
        tree.openBeneath(
            dirFd,
            name,
            OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW,
            0,
            OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS);
    try {
      List<byte[]> names = tree.list(fd);
      for (int i = 0; i < names.size(); i++) {
        delete(fd, names.get(i));
      }
    } finally {
      io.close(fd);
    }
  }

  private void unlink(int dirFd, byte[] name, boolean directory) {
    try {
      tree.unlink(dirFd, name, directory);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }
}
