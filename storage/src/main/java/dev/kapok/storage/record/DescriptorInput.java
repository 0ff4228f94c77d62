package dev.kapok.storage.record;

import dev.kapok.sys.FileIo;
import java.io.InputStream;

/** Reads from a descriptor, and closes it. */
final class DescriptorInput extends InputStream {
  private final FileIo io;
  private final int fd;
  private boolean closed;

  DescriptorInput(FileIo io, int fd) {
    this.io = io;
    this.fd = fd;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return io.read(fd, one, 0, 1) == 0 ? -1 : one[0] & 0xff;
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
