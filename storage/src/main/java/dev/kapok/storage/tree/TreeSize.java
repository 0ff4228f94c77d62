package dev.kapok.storage.tree;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the sizes of the files in a tree, in bytes; a file with several names counts once.
 *
 * <p>The tree may change meanwhile: what vanishes is not counted. It may be as deep as whoever
 * filled it likes.
 */
public final class TreeSize {
  private static final int FLAGS =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  /** PATH_MAX of limits.h, less its NUL. */
  private static final int LONGEST_PATH = 4095;

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

  private long sum(int root) {
    Place place = new Place(root);
    List<TreeFolder> waiting = new ArrayList<>();
    long total = add(root, null, waiting);
    try {
      while (!waiting.isEmpty()) {
        TreeFolder folder = waiting.removeLast();
        if (place.enter(folder)) {
          total += add(place.fd, folder, waiting);
        }
      }
    } finally {
      place.leave();
    }
    return total;
  }

  /** Returns the size of a folder's files, and adds its folders to those that wait. */
  private long add(int dirFd, @Nullable TreeFolder folder, List<TreeFolder> waiting) {
    long total = 0;
    List<byte[]> names = tree.list(dirFd);
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      FileStat stat = tree.stat(dirFd, name);
      if (stat == null) {
        continue;
      }
      if (stat.isDirectory()) {
        waiting.add(new TreeFolder(folder, name));
      } else if (stat.links() == 1 || seen.add(stat.inode())) {
        total += stat.size();
      }
    }
    return total;
  }

  /** A folder beneath the root; a chain of names, so that no depth costs more than its names. */
  private static final class TreeFolder {
    private final @Nullable TreeFolder parent;
    private final byte[] name;

    TreeFolder(@Nullable TreeFolder parent, byte[] name) {
      this.parent = parent;
      this.name = name;
    }
  }

  /** The one folder that is open beside the root; a container may nest more than can be open. */
  private final class Place {
    private final int root;
    private int fd;
    private @Nullable TreeFolder at;

    Place(int root) {
      this.root = root;
      this.fd = root;
    }

    /** Opens a folder; false where it is gone. */
    boolean enter(TreeFolder folder) {
      try {
        if (folder.parent == at) {
          step(folder.name);
        } else {
          leave();
          walk(folder);
        }
        at = folder;
        return true;
      } catch (SyscallException e) {
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
          throw e;
        }
        leave();
        return false;
      }
    }

    /** Goes down from the root, as many components at once as a path takes. */
    private void walk(TreeFolder folder) {
      List<byte[]> names = new ArrayList<>();
      for (TreeFolder up = folder; up != null; up = up.parent) {
        names.add(up.name);
      }
      ByteArrayOutputStream path = new ByteArrayOutputStream();
      for (int i = names.size() - 1; i >= 0; i--) {
        byte[] name = names.get(i);
        if (path.size() + 1 + name.length > LONGEST_PATH) {
          step(path.toByteArray());
          path.reset();
        }
        if (path.size() > 0) {
          path.write('/');
        }
        path.writeBytes(name);
      }
      step(path.toByteArray());
    }

    private void step(byte[] path) {
      int next = tree.openBeneath(fd, path, FLAGS, 0, RESOLVE);
      close();
      fd = next;
    }

    /** Goes back to the root. */
    void leave() {
      close();
      fd = root;
      at = null;
    }

    private void close() {
      if (fd != root) {
        io.close(fd);
      }
    }
  }
}
