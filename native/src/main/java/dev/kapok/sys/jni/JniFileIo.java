package dev.kapok.sys.jni;

import dev.kapok.sys.FileIo;

final class JniFileIo implements FileIo {
  static final JniFileIo INSTANCE = new JniFileIo();

  @Override
  public int open(String path, int flags, int mode) {
    return Result.check(Natives.open(Result.bytes(path), flags, mode), "open", path);
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) {
    checkRange(buffer, offset, length);
    return Result.check(Natives.read(fd, buffer, offset, length), "read", fd);
  }

  @Override
  public void write(int fd, byte[] buffer, int offset, int length) {
    checkRange(buffer, offset, length);
    Result.check(Natives.write(fd, buffer, offset, length), "write", fd);
  }

  @Override
  public void print(int fd, String text) {
    Result.check(Natives.print(fd, text), "write", fd);
  }

  @Override
  public void close(int fd) {
    Natives.close(fd);
  }

  @Override
  public void sync(int fd) {
    Result.check(Natives.fsync(fd), "fsync", fd);
  }

  @Override
  public void syncFileSystem(int fd) {
    Result.check(Natives.syncfs(fd), "syncfs", fd);
  }

  @Override
  public void truncate(int fd, long length) {
    Result.check(Natives.truncate(fd, length), "truncate", fd);
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    long position = Natives.seek(fd, offset, whence);
    return position < 0 ? Result.check(position, "lseek", "descriptor " + fd) : position;
  }

  @Override
  public void rename(String from, String to) {
    Result.check(
        Natives.rename(Result.bytes(from), Result.bytes(to)), "rename", from + " to " + to);
  }

  @Override
  public long copy(int fromFd, int toFd, long length) {
    return Result.check(
        Natives.copy(fromFd, toFd, length), "copy", "descriptor " + fromFd + " to " + toFd);
  }

  private static void checkRange(byte[] buffer, int offset, int length) {
    if ((offset | length | (buffer.length - offset - length)) < 0) {
      throw new IndexOutOfBoundsException(
          "bytes " + offset + " to " + (offset + length) + " of " + buffer.length);
    }
  }
}
