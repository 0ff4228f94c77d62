package dev.kapok.storage.record;

import dev.kapok.sys.FileIo;
import java.io.OutputStream;

/** Writes to a descriptor, and closes it. */
final class DescriptorOutput extends OutputStream {
  private final FileIo io;
  private final int fd;
  private boolean closed;

  DescriptorOutput(FileIo io, int fd) {
    this.io = io;
    this.fd = fd;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    io.write(fd, bytes, offset, length);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      io.close(fd);
    }
  }
}
