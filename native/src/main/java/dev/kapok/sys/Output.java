package dev.kapok.sys;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or standard error, in UTF-8.
 *
 * <p>Once its reader is gone, every write throws {@link OutputClosedException}, so that a command
 * ends instead of writing into a closed pipe. Not for several threads at once.
 */
public final class Output extends OutputStream {
  private static final int BUFFER = 8192;

  private final FileIo io;
  private final int fd;
  private final byte[] buffer;
  private int used;

  private Output(FileIo io, int fd, int size) {
    this.io = io;
    this.fd = fd;
    this.buffer = new byte[size];
  }

  /** Returns standard output; what is printed appears when the buffer is full or flushed. */
  public static Output standard(FileIo io) {
    return new Output(io, 1, BUFFER);
  }

  /** Returns standard error, which is written at once. */
  public static Output error(FileIo io) {
    return new Output(io, 2, 0);
  }

  /** Prints a text. */
  public void print(String text) {
    if (text.length() > buffer.length) {
      flush();
      printNow(text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /** Prints a text and a line break. */
  public void println(String text) {
    print(text + "\n");
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (length > buffer.length - used) {
      flush();
    }
    if (length > buffer.length) {
      send(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, used, length);
      used += length;
    }
  }

  @Override
  public void flush() {
    int length = used;
    used = 0; // also where it fails: it would fail again
    if (length > 0) {
      send(buffer, 0, length);
    }
  }

  /** Flushes; the descriptor stays open, as it belongs to the process. */
  @Override
  public void close() {
    flush();
  }

  private void send(byte[] bytes, int offset, int length) {
    try {
      io.write(fd, bytes, offset, length);
    } catch (SyscallException e) {
      throw failure(e);
    }
  }

  private void printNow(String text) {
    try {
      io.print(fd, text);
    } catch (SyscallException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(SyscallException e) {
    return e.errno() == Errno.EPIPE ? new OutputClosedException() : e;
  }
}
