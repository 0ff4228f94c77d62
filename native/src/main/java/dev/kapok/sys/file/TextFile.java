package dev.kapok.sys.file;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads small files whole, up to a size that the caller thinks sane. */
public final class TextFile {
  private static final int FIRST_READ = 4096;

  private final FileIo io;

  /** Reads by {@code io}. */
  public TextFile(FileIo io) {
    this.io = io;
  }

  /**
   * Reads a text in UTF-8.
   *
   * @param largest how many bytes the file may have
   * @throws SyscallException where it cannot be read; EFBIG where it is larger
   */
  public String read(String path, int largest) {
    byte[] bytes = readBytes(path, largest);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * As {@link #read}, but null where the file does not exist, or speaks of a process that ended
   * while it was read (proc(5)).
   */
  public @Nullable String readIfThere(String path, int largest) {
    try {
      return read(path, largest);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESRCH) {
        return null;
      }
      throw e;
    }
  }

  /** Reads bytes; bound and errors as in {@link #read}. */
  public byte[] readBytes(String path, int largest) {
    int fd = io.open(path, OpenFlags.O_RDONLY | OpenFlags.O_NOCTTY, 0);
    try {
      byte[] buffer = new byte[Math.min(largest, FIRST_READ) + 1];
      int length = 0;
      while (true) {
        int got = io.read(fd, buffer, length, buffer.length - length);
        if (got == 0) {
          return Arrays.copyOf(buffer, length);
        }
        length += got;
        if (length > largest) {
          throw new SyscallException("read", Errno.EFBIG, path);
        }
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, Math.min(largest, 4 * length) + 1);
        }
      }
    } finally {
      io.close(fd);
    }
  }
}
