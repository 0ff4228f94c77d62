package dev.kapok.sys.file;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.codec.BulkStream;

/** Reads from a descriptor, and closes it. */
public final class DescriptorInput extends BulkStream {
  private final FileIo io;
  private final int fd;
  private boolean closed;

  /** Begins where the descriptor stands. */
  public DescriptorInput(FileIo io, int fd) {
    this.io = io;
    this.fd = fd;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int read = length == 0 ? 0 : io.read(fd, buffer, offset, length);
    return read == 0 && length > 0 ? -1 : read;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      io.close(fd);
    }
  }
}
