package dev.kapok.libpod.log;

/** Counts whole lines between two times. */
public final class LineCounter implements LogListener {
  private final long since;
  private final long until;
  private long count;
  private boolean open;

  /** Counts lines from {@code since} to {@code until}; 0 for no bound. */
  public LineCounter(long since, long until) {
    this.since = since;
    this.until = until;
  }

  /** Returns how many there are; one that is not finished counts. */
  public long count() {
    return open ? count + 1 : count;
  }

  @Override
  public boolean begin(long time, byte[] head, int timeLength, boolean error) {
    return time >= since && (until == 0 || time <= until);
  }

  @Override
  public void text(byte[] bytes, int offset, int length) {}

  @Override
  public void end(boolean whole) {
    open = !whole;
    if (whole) {
      count++;
    }
  }
}
