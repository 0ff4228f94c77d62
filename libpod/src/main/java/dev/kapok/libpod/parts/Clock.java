package dev.kapok.libpod.parts;

/** Tells the time; tests bring their own. */
public interface Clock {
  /** The machine's clock. */
  Clock SYSTEM = new SystemClock();

  /** Returns nanoseconds since the epoch. */
  long now();

  /** Lets this thread do nothing for some milliseconds. */
  void sleep(long millis);

  /** The machine's clock, to the millisecond. */
  final class SystemClock implements Clock {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private SystemClock() {}

    @Override
    public long now() {
      return System.currentTimeMillis() * NANOS_PER_MILLI;
    }

    @Override
    public void sleep(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
