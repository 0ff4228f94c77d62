package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads small files: those in a root file system that somebody else filled, and the host's own.
 *
 * <p>In a root file system nothing is followed out of it (openat2(2)), nothing blocks, and nothing
 * large is read.
 */
final class SmallFiles {
  private static final int MAX_BYTES = 4 << 20;
  private static final int CHUNK = 16 << 10;

  private final FileIo io;
  private final FileTree tree;

  SmallFiles(FileIo io, FileTree tree) {
    this.io = io;
    this.tree = tree;
  }

  /** Returns a file's text, one char a byte where it is no UTF-8; empty where it is missing. */
  String text(String rootFs, String name) {
    int root = io.open(rootFs, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0);
    try {
      int fd =
          tree.openBeneath(
              root,
              name.getBytes(StandardCharsets.UTF_8),
              OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY,
              0,
              OpenFlags.RESOLVE_IN_ROOT | OpenFlags.RESOLVE_NO_MAGICLINKS);
      try {
        return read(fd, "/" + name + " of the container");
      } finally {
        io.close(fd);
      }
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return "";
      }
      throw new KapokException(
          KapokException.Kind.FAILED,
          "reading /" + name + " of the container: " + e.getMessage(),
          e);
    } finally {
      io.close(root);
    }
  }

  /** Returns the text of one of the host's own files. */
  String host(String path) {
    int fd = io.open(path, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY, 0);
    try {
      return read(fd, path);
    } finally {
      io.close(fd);
    }
  }

  /**
   * Returns the text of a file that the user named.
   *
   * @param what it is, for messages
   */
  String userFile(String path, String what) {
    try {
      return host(path);
    } catch (SyscallException e) {
      throw new KapokException(
          KapokException.Kind.INVALID, "opening " + what + " failed: " + e.getMessage(), e);
    }
  }

  private String read(int fd, String name) {
    byte[] buffer = new byte[CHUNK];
    int length = 0;
    while (true) {
      int count = io.read(fd, buffer, length, buffer.length - length);
      if (count == 0) {
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
      }
      length += count;
      if (length == buffer.length) {
        if (length >= MAX_BYTES) {
          throw new KapokException(
              KapokException.Kind.INVALID, "reading " + name + ": it is larger than 4 MiB");
        }
        buffer = Arrays.copyOf(buffer, 2 * length);
      }
    }
  }
}
