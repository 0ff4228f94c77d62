package dev.kapok.sys;

/** Processes: who they are and whether they live. A process is its id and its start time. */
public interface Pids {
  /** Returns this process's id. */
  int self();

  /** Sends a signal; 0 only asks. Returns false where there is no such process (ESRCH). */
  boolean kill(int pid, int signal);

  /**
   * Returns the start time of a process in clock ticks since boot (proc(5), field 22), 0 where
   * there is no such process or it is a zombie.
   */
  long startTime(int pid);

  /**
   * Waits until the process is gone, child or not; false where the time (ms; −1 for ever) ran out.
   */
  boolean awaitExit(int pid, long timeoutMillis);

  /** Returns the effective user id inside this process's user namespace. */
  int uid();

  /** Returns the effective group id inside this process's user namespace. */
  int gid();

  /** Sets this process's file mode creation mask; returns the one before. */
  int umask(int mask);
}
