package dev.kapok.libpod.parts;

import java.util.concurrent.locks.LockSupport;

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

    /** Parks: Thread.sleep loads classes of the flight recorder, which no AOT cache holds. */
    @Override
    public void sleep(long millis) {
      long end = System.nanoTime() + millis * NANOS_PER_MILLI;
      long left = millis * NANOS_PER_MILLI;
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(left);
        left = end - System.nanoTime();
      }
    }
  }
}
