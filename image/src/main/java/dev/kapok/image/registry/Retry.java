package dev.kapok.image.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Does something again, after a while, where a registry's failure may pass. */
final class Retry {
  /** However long a registry asks for, it is asked again after this. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private Retry() {}

  /** What is tried. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  /**
   * Returns how long an answer asks to be left alone (RFC 9110, section 10.2.3: seconds, or a
   * date); null where it does not say, never more than {@link #LONGEST_WAIT}.
   */
  static @Nullable Duration after(Response response) {
    String value = response.header("Retry-After");
    if (value == null) {
      return null;
    }
    Duration wanted;
    try {
      wanted = Duration.ofSeconds(Long.parseLong(value.strip()));
    } catch (NumberFormatException _) {
      Instant until = response.headers().getInstant("Retry-After");
      wanted = until == null ? Duration.ofSeconds(-1) : Duration.between(Instant.now(), until);
    }
    if (wanted.isNegative()) {
      return null;
    }
    return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
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
        delay = delay.compareTo(LONGEST_WAIT) > 0 ? delay : delay.multipliedBy(2);
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
