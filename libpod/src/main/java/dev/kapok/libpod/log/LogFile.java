package dev.kapok.libpod.log;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/**
 * A log file that somebody may still write. conmon starts a new file under the same name when one
 * has become too large; the reader then goes on with that.
 */
public final class LogFile implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final FileIo io;
  private final FileTree tree;
  private final String path;
  private final byte[] chunk = new byte[CHUNK];
  private int fd = -1;

  /** Opens nothing yet. */
  public LogFile(Kernel kernel, String path) {
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.path = path;
  }

  /**
   * Reads all that is there beyond what was read before.
   *
   * @return false where there is no such file
   */
  public boolean read(LogParser parser) {
    if (fd < 0 && !open()) {
      return false;
    }
    drain(parser);
    if (replaced()) {
      io.close(fd);
      fd = -1;
      if (open()) {
        drain(parser);
      }
    }
    return true;
  }

  private void drain(LogParser parser) {
    int count;
    while ((count = io.read(fd, chunk, 0, chunk.length)) > 0) {
      parser.feed(chunk, count);
    }
  }

  private boolean open() {
    try {
      fd = io.open(path, OpenFlags.O_RDONLY | OpenFlags.O_NOCTTY, 0);
      return true;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private boolean replaced() {
    FileStat mine = tree.stat(fd, new byte[0]);
    FileStat named = tree.stat(FileTree.CWD, path.getBytes(StandardCharsets.UTF_8));
    return mine != null && named != null && mine.inode() != named.inode();
  }

  @Override
  public void close() {
    if (fd >= 0) {
      io.close(fd);
      fd = -1;
    }
  }
}
