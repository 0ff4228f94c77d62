package dev.kapok.sys;

/**
 * Advisory locks on files (flock(2)), freed by the kernel when their holder dies.
 *
 * <p>The locked file may be removed by whoever holds its lock; so after locking, the file behind
 * the descriptor is compared with the one behind the path, and where they differ it is tried again.
 */
public interface Locks {
  /**
   * Locks a file, which is made with mode 0600 where it is missing.
   *
   * @param exclusive false for a lock that other readers share
   * @param timeoutMillis how long to wait, in milliseconds; 0 not at all, −1 for ever
   * @return the descriptor that holds the lock, or −1 where the time ran out
   */
  int lock(String path, boolean exclusive, long timeoutMillis);

  /** Frees the lock by closing its descriptor. */
  void unlock(int lockFd);

  /** Returns the process that holds the file's lock, by /proc/locks; 0 where none is seen. */
  int holder(String path);
}
