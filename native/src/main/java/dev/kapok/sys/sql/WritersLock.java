package dev.kapok.sys.sql;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.Output;

/**
 * The lock that writers queue at.
 *
 * <p>It is waited for inside the kernel, for as long as it takes: looking again and again would be
 * unfair. Who holds it for long is named meanwhile on standard error.
 */
final class WritersLock {
  /** After how long the holder is named, in milliseconds. */
  static final long PATIENCE = 10_000;

  private static final int PER_SECOND = 1_000;

  private final Kernel kernel;
  private final String path;
  private final long patience;
  private final Output complaints;

  WritersLock(Kernel kernel, String path, long patience, Output complaints) {
    this.kernel = kernel;
    this.path = path;
    this.patience = patience;
    this.complaints = complaints;
  }

  /** Takes the lock; returns the descriptor that holds it. */
  int take() {
    int lock = kernel.locks().lock(path, true, 0);
    if (lock >= 0) {
      return lock;
    }
    Complaint complaint = new Complaint();
    complaint.setDaemon(true);
    complaint.start();
    try {
      return kernel.locks().lock(path, true, -1);
    } finally {
      complaint.interrupt();
    }
  }

  private final class Complaint extends Thread {
    Complaint() {
      super("writers-lock");
    }

    @Override
    public void run() {
      try {
        sleep(patience);
      } catch (InterruptedException e) {
        return; // the lock came in time
      }
      int holder = kernel.locks().holder(path);
      complaints.println(
          "Warning: waiting for "
              + (holder == 0 ? "another process" : "process " + holder)
              + ", which has held "
              + path
              + " for "
              + patience / PER_SECOND
              + " seconds; see what it waits for, or end it");
    }
  }
}
