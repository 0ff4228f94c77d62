package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

final class JnrFileIo implements FileIo {
  private static final int PIECE = 1 << 16;
  private static final int POLLOUT = 4;

  @Override
  public int open(String path, int flags, int mode) {
    byte[] name = Calls.path(path);
    return (int) Calls.check("open", path, () -> C.open(name, flags | OpenFlags.O_CLOEXEC, mode));
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    byte[] piece = new byte[Math.min(length, PIECE)];
    int got = Calls.check("read", fd, () -> C.read(fd, piece, piece.length));
    System.arraycopy(piece, 0, buffer, offset, got);
    return got;
  }

  @Override
  public void write(int fd, byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int at = offset;
    int end = offset + length;
    while (at < end) {
      byte[] piece = Arrays.copyOfRange(buffer, at, Math.min(end, at + PIECE));
      long put = Calls.result(() -> C.write(fd, piece, piece.length));
      if (put == -Errno.EAGAIN) {
        Calls.poll(fd, POLLOUT, -1);
      } else {
        at += (int) Calls.checked(put, "write", "descriptor " + fd);
      }
    }
  }

  @Override
  public void print(int fd, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(fd, bytes, 0, bytes.length);
  }

  @Override
  public void close(int fd) {
    C.close(fd);
  }

  @Override
  public void sync(int fd) {
    Calls.check("fsync", fd, () -> C.fsync(fd));
  }

  @Override
  public void syncFileSystem(int fd) {
    Calls.check("syncfs", fd, () -> C.syncfs(fd));
  }

  @Override
  public void truncate(int fd, long length) {
    Calls.check("truncate", fd, () -> C.ftruncate(fd, length));
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    return Calls.check("lseek", "descriptor " + fd, () -> C.lseek(fd, offset, whence));
  }

  @Override
  public void rename(String from, String to) {
    byte[] old = Calls.path(from);
    byte[] name = Calls.path(to);
    Calls.check("rename", from + " to " + to, () -> C.rename(old, name));
  }

  @Override
  public long copy(int fromFd, int toFd, long length) {
    long copied = 0;
    while (copied < length) {
      long left = length - copied;
      long done = Calls.result(() -> C.copy_file_range(fromFd, null, toFd, null, left, 0));
      if (done <= 0) {
        return copied + copyByHand(fromFd, toFd, left);
      }
      copied += done;
    }
    return copied;
  }

  /** Where the kernel has no short cut between the two, and at the end, which is then seen. */
  private long copyByHand(int fromFd, int toFd, long length) {
    byte[] buffer = new byte[PIECE];
    long copied = 0;
    while (copied < length) {
      int got = read(fromFd, buffer, 0, (int) Math.min(buffer.length, length - copied));
      if (got == 0) {
        break;
      }
      write(toFd, buffer, 0, got);
      copied += got;
    }
    return copied;
  }
}
