package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.Pids;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

final class JnrPids implements Pids {
  /** The same number on every machine. */
  private static final long SYS_PIDFD_OPEN = 434;

  private static final int POLLIN = 1;

  private final POSIX posix = POSIXFactory.getNativePOSIX();

  @Override
  public int self() {
    return posix.getpid();
  }

  @Override
  public boolean kill(int pid, int signal) {
    if (posix.kill(pid, signal) == 0) {
      return true;
    }
    int errno = posix.errno();
    if (errno == Errno.ESRCH) {
      return false;
    }
    throw new SyscallException("kill", errno, "process " + pid);
  }

  /** The command's name may hold anything: fields are counted from the last parenthesis. */
  @Override
  public long startTime(int pid) {
    if (pid <= 0) {
      return 0;
    }
    String stat;
    try {
      stat =
          new String(
              Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return 0; // gone, before or while it was read
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    boolean dead = fields[0].equals("Z") || fields[0].equals("X");
    return dead ? 0 : Long.parseLong(fields[19]);
  }

  @Override
  public boolean awaitExit(int pid, long timeoutMillis) {
    long fd = Calls.result(() -> C.syscall(SYS_PIDFD_OPEN, pid, 0));
    if (fd == -Errno.ESRCH) {
      return true;
    }
    Calls.checked(fd, "wait for", "process " + pid);
    try {
      return Calls.poll((int) fd, POLLIN, timeoutMillis);
    } finally {
      C.close((int) fd);
    }
  }

  @Override
  public int uid() {
    return posix.geteuid();
  }

  @Override
  public int gid() {
    return posix.getegid();
  }

  @Override
  public int umask(int mask) {
    return posix.umask(mask);
  }
}
