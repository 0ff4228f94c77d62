package dev.kapok.cli.format;

/** Spans of time as people read them: {@code 2 hours}. */
public final class HumanTime {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private HumanTime() {}

  /** Writes a span, given in nanoseconds, in its largest sensible unit. */
  public static String span(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds == 1) {
      return "1 second";
    }
    if (seconds < MINUTE) {
      return seconds + " seconds";
    }
    if (seconds < 2 * MINUTE) {
      return "About a minute";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " minutes";
    }
    return hours((seconds + HOUR / 2) / HOUR, seconds);
  }

  private static String hours(long rounded, long seconds) {
    if (rounded <= 1) {
      return "About an hour";
    }
    if (rounded < 48) {
      return rounded + " hours";
    }
    long days = rounded / 24;
    if (days < 14) {
      return days + " days";
    }
    if (days < 60) {
      return days / 7 + " weeks";
    }
    return days < 730 ? days / 30 + " months" : seconds / DAY / 365 + " years";
  }

  /** Writes how long ago a moment was; both in nanoseconds since the epoch. */
  public static String ago(long moment, long now) {
    return span(Math.max(now - moment, 0)) + " ago";
  }
}
