package dev.kapok.libpod.log;

import dev.kapok.libpod.LogSink;

/** Hands lines on: those between two times, after some are skipped, with their time if wanted. */
public final class LinePrinter implements LogListener {
  private static final int BUFFER = 64 << 10;

  private final LogSink sink;
  private final long since;
  private final long until;
  private final boolean timestamps;
  private final byte[] buffer = new byte[BUFFER];
  private final boolean[] midLine = new boolean[2];
  private int length;
  private int stream;
  private int current;
  private boolean skipping;
  private long toSkip;

  /**
   * Plans what is printed.
   *
   * @param toSkip how many lines are left out first
   */
  public LinePrinter(LogSink sink, long since, long until, long toSkip, boolean timestamps) {
    this.sink = sink;
    this.since = since;
    this.until = until;
    this.toSkip = toSkip;
    this.timestamps = timestamps;
  }

  @Override
  public boolean begin(long time, byte[] head, int timeLength, boolean error) {
    if (time < since || (until != 0 && time > until)) {
      return false;
    }
    current = error ? LogSink.STDERR : LogSink.STDOUT;
    skipping = toSkip > 0;
    if (!skipping && timestamps && !midLine[current - 1]) {
      put(head, 0, timeLength);
      put(new byte[] {' '}, 0, 1);
    }
    midLine[current - 1] = true;
    return true;
  }

  @Override
  public void text(byte[] bytes, int offset, int count) {
    if (!skipping) {
      put(bytes, offset, count);
    }
  }

  @Override
  public void end(boolean whole) {
    if (!whole) {
      return;
    }
    midLine[current - 1] = false;
    if (skipping) {
      toSkip--;
    } else {
      put(new byte[] {'\n'}, 0, 1);
    }
  }

  private void put(byte[] bytes, int offset, int count) {
    if (stream != current || length + count > BUFFER) {
      flush();
      stream = current;
    }
    if (count > BUFFER) {
      sink.write(stream, bytes, offset, count);
    } else {
      System.arraycopy(bytes, offset, buffer, length, count);
      length += count;
    }
  }

  /** Hands on what is kept. */
  public void flush() {
    if (length > 0) {
      sink.write(stream, buffer, 0, length);
      length = 0;
    }
  }
}
