package dev.kapok.libpod.disk;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.file.TextFile;
import dev.kapok.sys.file.TreeDeleter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads, writes and deletes what the engine keeps in its folders. Failures are SyscallExceptions.
 */
public final class Disk {
  private static final int LARGEST = 16 << 20;
  private static final int DIRECTORY_FLAGS =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;

  private final Kernel kernel;
  private final FileIo io;
  private final FileTree tree;

  /** Works by these means. */
  public Disk(Kernel kernel) {
    this.kernel = kernel;
    this.io = kernel.io();
    this.tree = kernel.tree();
  }

  /** Makes a folder and those above it that are missing; it may exist. */
  public void makeFolders(String path, int mode) {
    try {
      tree.mkdir(FileTree.CWD, bytes(path), mode);
    } catch (SyscallException e) {
      int slash = path.lastIndexOf('/');
      if (e.errno() == Errno.ENOENT && slash > 0) {
        makeFolders(path.substring(0, slash), mode);
        makeFolders(path, mode);
      } else if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  /** Makes a folder; returns false where it exists. */
  public boolean makeFolder(String path, int mode) {
    try {
      tree.mkdir(FileTree.CWD, bytes(path), mode);
      return true;
    } catch (SyscallException e) {
      if (e.errno() == Errno.EEXIST) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Makes a folder, where it is missing, whose folders have nothing to do with each other. ext4
   * then makes them far apart, and none where another was just removed: without a journal it would
   * look at each removed file again for each new one.
   */
  public void makeFolderOfStrangers(String path, int mode) {
    if (exists(path)) {
      return;
    }
    makeFolders(path, mode);
    int fd = io.open(path, DIRECTORY_FLAGS, 0);
    try {
      kernel.attributes().spread(fd);
    } finally {
      io.close(fd);
    }
  }

  /** Tells whether something has this path. */
  public boolean exists(String path) {
    return tree.stat(FileTree.CWD, bytes(path)) != null;
  }

  /** Returns what stat(2) tells of a path, or null where there is nothing. */
  public @Nullable FileStat stat(String path) {
    return tree.stat(FileTree.CWD, bytes(path));
  }

  /** Returns a file's text, or null where there is no such file. */
  public @Nullable String read(String path) {
    try {
      return new TextFile(io).readIfThere(path, LARGEST);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOTDIR) {
        return null;
      }
      throw e;
    }
  }

  /** Writes a file anew. Not durable: for what a reboot makes void anyway. */
  public void write(String path, String text, int mode) {
    int fd = io.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC, mode);
    try {
      byte[] data = bytes(text);
      io.write(fd, data, 0, data.length);
    } finally {
      io.close(fd);
    }
  }

  /** Writes a file that must not be there yet; returns false where it is. */
  public boolean create(String path, String text, int mode) {
    int fd;
    try {
      fd = io.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL, mode);
    } catch (SyscallException e) {
      if (e.errno() == Errno.EEXIST) {
        return false;
      }
      throw e;
    }
    try {
      byte[] data = bytes(text);
      io.write(fd, data, 0, data.length);
    } finally {
      io.close(fd);
    }
    return true;
  }

  /** Writes a file so that no one ever sees half of it. Not durable. */
  public void replace(String path, String text, int mode) {
    new AtomicFile(kernel).writeVolatile(path, text, mode);
  }

  /** Removes a file, if there is one. */
  public void deleteFile(String path) {
    try {
      tree.unlink(FileTree.CWD, bytes(path), false);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** Returns the names in a folder; none where there is no such folder. */
  public List<String> list(String path) {
    List<String> names = new ArrayList<>();
    int fd;
    try {
      fd = io.open(path, DIRECTORY_FLAGS, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return names;
      }
      throw e;
    }
    try {
      List<byte[]> found = tree.list(fd);
      for (int i = 0; i < found.size(); i++) {
        names.add(new String(found.get(i), StandardCharsets.UTF_8));
      }
    } finally {
      io.close(fd);
    }
    return names;
  }

  /** Removes a file, or a folder with all it holds; follows no links, enters no mounts. */
  public void deleteTree(String path) {
    new TreeDeleter(kernel).delete(path);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
