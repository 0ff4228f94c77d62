package dev.kapok.sys.jnr;

import dev.kapok.sys.SyscallException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work that must not change this process: the kernel keeps working directory and network namespace
 * for each thread, once unshared, and a thread that ends takes its own with it.
 */
final class OwnThread {
  private OwnThread() {}

  static void run(Runnable work) {
    AtomicReference<SyscallException> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .name("kapok-unshared")
            .start(() -> {
              try {
                work.run();
              } catch (SyscallException e) {
                failure.set(e);
              }
            });
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
    SyscallException e = failure.get();
    if (e != null) {
      throw e;
    }
  }
}
