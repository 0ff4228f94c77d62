package dev.kapok.libpod.lock;

import dev.kapok.libpod.EnginePaths;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Locks;
import dev.kapok.sys.SyscallException;

/**
 * The locks of containers, a file each (flock(2)).
 *
 * <p>A descriptor holds the lock; closing it, or dying, frees it. A lock that does not come within
 * {@link #PATIENCE} names who holds it.
 */
public final class ObjectLocks {
  /** How long a command waits for another one, in milliseconds. */
  static final long PATIENCE = 120_000;

  private final Locks locks;
  private final Disk disk;
  private final EnginePaths paths;

  /** Keeps its files where {@code paths} says. */
  public ObjectLocks(Kernel kernel, Disk disk, EnginePaths paths) {
    this.locks = kernel.locks();
    this.disk = disk;
    this.paths = paths;
  }

  /** Locks a container; the result goes to {@link #unlock}. */
  public int lock(String id) {
    int held = acquire(paths.lock(id), PATIENCE);
    if (held < 0) {
      int holder = locks.holder(paths.lock(id));
      throw new KapokException(
          KapokException.Kind.FAILED,
          "locking container "
              + id
              + ": "
              + (holder == 0 ? "another process" : "process " + holder)
              + " has held the lock for "
              + PATIENCE / 1000
              + " seconds; see what it waits for, or end it");
    }
    return held;
  }

  /** Locks a container if that can be done at once; −1 where it cannot. */
  public int tryLock(String id) {
    return acquire(paths.lock(id), 0);
  }

  /** Frees a lock. */
  public void unlock(int held) {
    locks.unlock(held);
  }

  /** Removes a container's lock, which the caller holds; others that wait for it look again. */
  public void forget(String id) {
    disk.deleteFile(paths.lock(id));
  }

  /** Takes a lock at a path, or returns −1 where the time ran out; makes the folder if need be. */
  public int acquire(String path, long timeoutMillis) {
    try {
      return locks.lock(path, true, timeoutMillis);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      disk.makeFolders(path.substring(0, path.lastIndexOf('/')), 0700);
      return locks.lock(path, true, timeoutMillis);
    }
  }
}
