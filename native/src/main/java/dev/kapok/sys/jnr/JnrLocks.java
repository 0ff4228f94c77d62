package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Locks;
import dev.kapok.sys.OpenFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

final class JnrLocks implements Locks {
  private static final int LOCK_SH = 1;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final long PAUSE_NANOS = 5_000_000;

  private final FileIo io;
  private final FileTree tree;

  JnrLocks(FileIo io, FileTree tree) {
    this.io = io;
    this.tree = tree;
  }

  @Override
  public int lock(String path, boolean exclusive, long timeoutMillis) {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    int operation = exclusive ? LOCK_EX : LOCK_SH;
    while (true) {
      int fd = io.open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_NOFOLLOW, 0600);
      long result =
          timeoutMillis < 0
              ? Calls.result(() -> C.flock(fd, operation))
              : lockUntil(fd, operation, deadline);
      if (result == 0 && isStillAt(fd, path)) {
        return fd;
      }
      io.close(fd);
      if (result == -Errno.EAGAIN) {
        return -1;
      }
      Calls.checked(result, "lock", path);
    }
  }

  @Override
  public void unlock(int lockFd) {
    io.close(lockFd);
  }

  /** Looks for a line such as {@code 4: FLOCK ADVISORY WRITE 815 08:01:1311 0 EOF}. */
  @Override
  public int holder(String path) {
    FileStat file = tree.stat(FileTree.CWD, path.getBytes(StandardCharsets.UTF_8));
    if (file == null) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
        String[] fields = line.trim().split("\\s+", -1);
        if (fields.length > 5 && fields[1].equals("FLOCK") && isFile(fields[5], file)) {
          return Integer.parseInt(fields[4]);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read /proc/locks; is /proc mounted?", e);
    }
    return 0;
  }

  private static boolean isFile(String numbers, FileStat file) {
    long device = file.device();
    long major = ((device >> 32) & 0xffff_f000L) | ((device >> 8) & 0xfff);
    long minor = ((device >> 12) & 0xffff_ff00L) | (device & 0xff);
    String[] parts = numbers.split(":", -1);
    return parts.length == 3
        && Long.parseLong(parts[0], 16) == major
        && Long.parseLong(parts[1], 16) == minor
        && Long.parseLong(parts[2]) == file.inode();
  }

  private static long lockUntil(int fd, int operation, long deadline) {
    while (true) {
      long result = Calls.result(() -> C.flock(fd, operation | LOCK_NB));
      if (result != -Errno.EAGAIN || System.nanoTime() >= deadline) {
        return result;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean isStillAt(int fd, String path) {
    FileStat held = tree.stat(fd, new byte[0]);
    FileStat found = tree.stat(FileTree.CWD, path.getBytes(StandardCharsets.UTF_8));
    return isSame(held, found);
  }

  private static boolean isSame(@Nullable FileStat a, @Nullable FileStat b) {
    return a != null && b != null && a.device() == b.device() && a.inode() == b.inode();
  }
}
