package dev.kapok.libpod.log;

/** Hears what {@link LogParser} finds: begin, text in pieces, end. */
public interface LogListener {
  /**
   * A line begins.
   *
   * @param time in nanoseconds since the epoch
   * @param head holds the time as it is written
   * @param timeLength how many bytes of {@code head} that takes
   * @param error whether it was written to standard error
   * @return whether its text and its end are wanted
   */
  boolean begin(long time, byte[] head, int timeLength, boolean error);

  /** Some of its text. */
  void text(byte[] bytes, int offset, int length);

  /** It ends; {@code whole} is false where the container had not written the newline yet. */
  void end(boolean whole);
}
