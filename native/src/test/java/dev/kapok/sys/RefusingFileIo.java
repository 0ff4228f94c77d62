package dev.kapok.sys;

/** Refuses everything; a test overrides what it expects. */
public class RefusingFileIo implements FileIo {
  @Override
  public int open(String path, int flags, int mode) {
    throw new UnsupportedOperationException("open");
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) {
    throw new UnsupportedOperationException("read");
  }

  @Override
  public void write(int fd, byte[] buffer, int offset, int length) {
    throw new UnsupportedOperationException("write");
  }

  @Override
  public void print(int fd, String text) {
    throw new UnsupportedOperationException("print");
  }

  @Override
  public void close(int fd) {
    throw new UnsupportedOperationException("close");
  }

  @Override
  public void sync(int fd) {
    throw new UnsupportedOperationException("sync");
  }

  @Override
  public void syncFileSystem(int fd) {
    throw new UnsupportedOperationException("syncFileSystem");
  }

  @Override
  public void truncate(int fd, long length) {
    throw new UnsupportedOperationException("truncate");
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    throw new UnsupportedOperationException("seek");
  }

  @Override
  public void rename(String from, String to) {
    throw new UnsupportedOperationException("rename");
  }

  @Override
  public long copy(int fromFd, int toFd, long length) {
    throw new UnsupportedOperationException("copy");
  }
}
