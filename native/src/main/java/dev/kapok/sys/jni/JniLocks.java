package dev.kapok.sys.jni;

import dev.kapok.sys.Errno;
import dev.kapok.sys.Locks;

final class JniLocks implements Locks {
  static final JniLocks INSTANCE = new JniLocks();

  @Override
  public int lock(String path, boolean exclusive, long timeoutMillis) {
    int result = Natives.lock(Result.bytes(path), exclusive, timeoutMillis);
    return result == -Errno.EAGAIN ? -1 : Result.check(result, "lock", path);
  }

  @Override
  public void unlock(int lockFd) {
    Natives.close(lockFd);
  }

  @Override
  public int holder(String path) {
    return Result.check(Natives.lockHolder(Result.bytes(path)), "find the holder of", path);
  }
}
