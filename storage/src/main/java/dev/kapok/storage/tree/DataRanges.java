package dev.kapok.storage.tree;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.SyscallException;

/**
 * The parts of an open file that hold data, from front to back; all between them are holes.
 *
 * <pre>{@code
 * DataRanges ranges = new DataRanges(io, fd, stat);
 * while (ranges.next()) {
 *   … the descriptor stands at ranges.start(): read ranges.length() bytes …
 * }
 * }</pre>
 *
 * <p>The file may change meanwhile: no range ends behind the size that it had, and one that has
 * become shorter gives fewer bytes than its ranges say.
 */
public final class DataRanges {
  /** What st_blocks counts in (stat(2)). */
  private static final int BLOCK = 512;

  private final FileIo io;
  private final int fd;
  private final long size;
  private final boolean sparse;
  private long start;
  private long end;

  /**
   * Looks at a file.
   *
   * @param fd that was opened for reading and stands at the beginning
   */
  public DataRanges(FileIo io, int fd, FileStat stat) {
    this.io = io;
    this.fd = fd;
    this.size = stat.size();
    this.sparse = stat.blocks() * BLOCK < size;
  }

  /** Moves on to the next range; false where there is none. */
  public boolean next() {
    if (end >= size) {
      return false;
    }
    if (!sparse) {
      end = size;
      return true;
    }
    try {
      start = io.seek(fd, end, FileIo.SEEK_DATA);
      end = Math.min(size, io.seek(fd, start, FileIo.SEEK_HOLE));
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENXIO) {
        throw e;
      }
      end = size;
      return false;
    }
    if (start >= end) {
      return false;
    }
    io.seek(fd, start, FileIo.SEEK_SET);
    return true;
  }

  /** Returns where the range begins, in bytes. */
  public long start() {
    return start;
  }

  /** Returns how many bytes it has. */
  public long length() {
    return end - start;
  }
}
