package dev.kapok.sys.jni;

import dev.kapok.sys.Errno;
import dev.kapok.sys.Pids;

final class JniPids implements Pids {
  static final JniPids INSTANCE = new JniPids();

  @Override
  public int self() {
    return Natives.self();
  }

  @Override
  public boolean kill(int pid, int signal) {
    int result = Natives.kill(pid, signal);
    if (result == -Errno.ESRCH) {
      return false;
    }
    Result.check(result, "kill", "process " + pid);
    return true;
  }

  @Override
  public long startTime(int pid) {
    return Result.check(Natives.startTime(pid), "read the state of", "process " + pid);
  }

  @Override
  public boolean awaitExit(int pid, long timeoutMillis) {
    return Result.check(Natives.awaitExit(pid, timeoutMillis), "wait for", "process " + pid) == 1;
  }

  @Override
  public int uid() {
    return Natives.uid();
  }

  @Override
  public int gid() {
    return Natives.gid();
  }

  @Override
  public int umask(int mask) {
    return Natives.umask(mask);
  }
}
