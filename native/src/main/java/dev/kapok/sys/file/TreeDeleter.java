package dev.kapok.sys.file;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Removes trees that somebody else filled.
 *
 * <p>Works by directory descriptors, so that nobody who changes the tree meanwhile can lead it
 * elsewhere; never follows a symbolic link and never enters another mount (that is EXDEV). Depth
 * does not matter: what lies too deep is moved up to the root of the tree first. Two may remove the
 * same tree at once.
 */
public final class TreeDeleter {
  /** Descriptors that are open at once, at most; a tree may be deeper. */
  private static final int DEPTH = 64;

  private static final int OPEN =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK;
  private static final int RESOLVE =
      OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS | OpenFlags.RESOLVE_NO_XDEV;

  private final FileIo io;
  private final FileTree tree;
  private final FileAttributes attributes;

  /** Deletes by the kernel given. */
  public TreeDeleter(Kernel kernel) {
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.attributes = kernel.attributes();
  }

  /** Removes what is at an absolute path; nothing there is no error. */
  public void delete(String path) {
    int slash = path.lastIndexOf('/');
    String folder = slash <= 0 ? "/" : path.substring(0, slash);
    int parent;
    try {
      parent = io.open(folder, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return;
      }
      throw e;
    }
    try {
      delete(parent, path.substring(slash + 1).getBytes(StandardCharsets.UTF_8));
    } finally {
      io.close(parent);
    }
  }

  /**
   * Removes one name of a directory and all beneath it; nothing there is no error.
   *
   * @param dirFd a descriptor of the directory
   * @param name a single component
   */
  public void delete(int dirFd, byte[] name) {
    FileStat found = tree.stat(dirFd, name);
    if (found == null) {
      return;
    }
    if (!found.isDirectory()) {
      unlink(dirFd, name, false);
      return;
    }
    int root;
    try {
      root = open(dirFd, name);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return;
      }
      throw e;
    }
    try {
      new Emptying(root).empty(root, 0);
    } finally {
      io.close(root);
    }
    unlink(dirFd, name, true);
  }

  private int open(int dirFd, byte[] name) {
    try {
      return tree.openBeneath(dirFd, name, OPEN, 0, RESOLVE);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      // The owner may remove what a directory's mode hides from him.
      attributes.chmod(dirFd, name, 0700);
      return tree.openBeneath(dirFd, name, OPEN, 0, RESOLVE);
    }
  }

  /** Removes a name; one that is gone already was removed by somebody else. */
  private void unlink(int dirFd, byte[] name, boolean directory) {
    try {
      tree.unlink(dirFd, name, directory);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** One tree being emptied. */
  private final class Emptying {
    private final int root;
    private int number;

    Emptying(int root) {
      this.root = root;
    }

    void empty(int dirFd, int depth) {
      List<byte[]> names = list(dirFd);
      while (!names.isEmpty()) {
        for (int i = 0; i < names.size(); i++) {
          remove(dirFd, names.get(i), depth);
        }
        names = list(dirFd);
      }
    }

    /** Lists a folder; one that somebody else removed meanwhile is empty. */
    private List<byte[]> list(int dirFd) {
      try {
        return tree.listSome(dirFd);
      } catch (SyscallException e) {
        if (e.errno() == Errno.ENOENT) {
          return List.of();
        }
        throw e;
      }
    }

    private void remove(int dirFd, byte[] name, int depth) {
      try {
        tree.unlink(dirFd, name, false);
      } catch (SyscallException e) {
        // Linux says EISDIR for a directory; POSIX, and so some file systems, EPERM, which also
        // says that a file is immutable.
        if (e.errno() == Errno.EISDIR || (e.errno() == Errno.EPERM && isDirectory(dirFd, name))) {
          removeDirectory(dirFd, name, depth);
        } else if (e.errno() != Errno.ENOENT) {
          throw e;
        }
      }
    }

    private boolean isDirectory(int dirFd, byte[] name) {
      FileStat stat = tree.stat(dirFd, name);
      return stat != null && stat.isDirectory();
    }

    private void removeDirectory(int dirFd, byte[] name, int depth) {
      if (depth == DEPTH) {
        moveUp(dirFd, name);
        return;
      }
      int child;
      try {
        child = open(dirFd, name);
      } catch (SyscallException e) {
        if (e.errno() == Errno.ENOENT) {
          return;
        }
        throw e;
      }
      try {
        empty(child, depth + 1);
      } finally {
        io.close(child);
      }
      unlink(dirFd, name, true);
    }

    /** The root is emptied until nothing is in it, so what is moved there has its turn. */
    private void moveUp(int dirFd, byte[] name) {
      while (true) {
        byte[] up = (".deep-" + number++).getBytes(StandardCharsets.UTF_8);
        try {
          tree.rename(dirFd, name, root, up, true);
          return;
        } catch (SyscallException e) {
          if (e.errno() != Errno.EEXIST) {
            throw e;
          }
        }
      }
    }
  }
}
