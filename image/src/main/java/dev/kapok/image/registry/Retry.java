package dev.kapok.image.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Does something again, after a while, where a registry's failure may pass. */
final class Retry {
  /** However long a registry asks for, it is asked again after this. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private Retry() {}

  /** What is tried. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  static <T> T with(RegistryOptions options, Attempt<T> attempt) throws IOException {
    Duration delay = options.retryDelay();
    for (int failures = 0; ; failures++) {
      try {
        return attempt.run();
      } catch (RegistryException e) {
        if (failures >= options.retries() || !e.passing()) {
          throw e;
        }
        Duration wanted = e.retryAfter();
        pause(wanted == null ? delay : wanted, e);
        delay = delay.multipliedBy(2);
      }
    }
  }

  private static void pause(Duration delay, IOException cause) throws IOException {
    try {
      Thread.sleep(delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("waiting for a registry");
      interrupted.initCause(cause);
      throw interrupted;
    }
  }
}
