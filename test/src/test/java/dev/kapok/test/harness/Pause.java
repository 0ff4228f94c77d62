package dev.kapok.test.harness;

/** Waiting in tests. */
public final class Pause {
  private Pause() {}

  /** Sleeps. */
  public static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
