package dev.kapok.sys;

import org.jspecify.annotations.Nullable;

/**
 * Work that must not change this process: the kernel keeps working directory and network namespace
 * for each thread, once unshared, and a thread that ends takes its own with it.
 */
public final class OwnThread {
  private OwnThread() {}

  /** Does work in a thread that ends with it; failures of the work come out of this call. */
  public static void run(Runnable work) {
    Attempt attempt = new Attempt(work);
    Thread thread = new Thread(attempt, "kapok-unshared");
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // a mount is made or not; it is not left in between
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    attempt.complete();
  }

  private static final class Attempt implements Runnable {
    private final Runnable work;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    Attempt(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        work.run();
      } catch (RuntimeException e) {
        failure = e;
      } catch (Error e) {
        error = e;
      }
    }

    void complete() {
      if (failure != null) {
        throw failure;
      }
      if (error != null) {
        throw error;
      }
    }
  }
}
