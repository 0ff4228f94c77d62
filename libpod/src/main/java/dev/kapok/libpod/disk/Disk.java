package dev.kapok.libpod.disk;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads, writes and deletes what the engine keeps in its folders. Failures are SyscallExceptions.
 */
public final class Disk {
  private static final int CHUNK = 8192;
  private static final int DIRECTORY_FLAGS =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;

  private final FileIo io;
  private final FileTree tree;

  /** Works by these means. */
  public Disk(Kernel kernel) {
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
    int fd;
    try {
      fd = io.open(path, OpenFlags.O_RDONLY, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return null;
      }
      throw e;
    }
    try {
      byte[] buffer = new byte[CHUNK];
      int length = 0;
      while (true) {
        int count = io.read(fd, buffer, length, buffer.length - length);
        if (count == 0) {
          return new String(buffer, 0, length, StandardCharsets.UTF_8);
        }
        length += count;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
      }
    } finally {
      io.close(fd);
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

  /** Writes a file so that no one ever sees half of it. Not durable. */
  public void replace(String path, String text, int mode) {
    String temporary = path + ".new";
    write(temporary, text, mode);
    io.rename(temporary, path);
  }

  /** Removes a file, if there is one. */
  public void deleteFile(String path) {
    unlink(FileTree.CWD, bytes(path), false);
  }

  /** Returns the names in a folder; none where there is no such folder. */
  public List<String> list(String path) {
    List<String> names = new ArrayList<>();
    int fd = openFolder(FileTree.CWD, path, null);
    if (fd < 0) {
      return names;
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

  /** Removes a file, or a folder with all it holds; follows no links. */
  public void deleteTree(String path) {
    FileStat stat = tree.stat(FileTree.CWD, bytes(path));
    if (stat == null) {
      return;
    }
    if (!stat.isDirectory()) {
      deleteFile(path);
      return;
    }
    int fd = openFolder(FileTree.CWD, path, null);
    if (fd >= 0) {
      empty(fd);
    }
    unlink(FileTree.CWD, bytes(path), true);
  }

  /** Deletes what a folder holds, and closes it. */
  private void empty(int fd) {
    try {
      List<byte[]> names = tree.list(fd);
      for (int i = 0; i < names.size(); i++) {
        byte[] name = names.get(i);
        FileStat stat = tree.stat(fd, name);
        if (stat == null) {
          continue;
        }
        if (stat.isDirectory()) {
          int child = openFolder(fd, "", name);
          if (child >= 0) {
            empty(child);
          }
        }
        unlink(fd, name, stat.isDirectory());
      }
    } finally {
      io.close(fd);
    }
  }

  private int openFolder(int dirFd, String path, byte @Nullable [] name) {
    try {
      return name == null
          ? io.open(path, DIRECTORY_FLAGS, 0)
          : tree.openBeneath(dirFd, name, DIRECTORY_FLAGS, 0, OpenFlags.RESOLVE_BENEATH);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return -1;
      }
      throw e;
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
