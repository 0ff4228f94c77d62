package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;

/**
 * Moments and spans: {@code --since 10m}, {@code --until 2026-01-31T12:00:00Z}, {@code --interval
 * 250ms}. All results are in nanoseconds.
 */
public final class TimeParser {
  private static final long SECOND = 1_000_000_000L;

  private TimeParser() {}

  /**
   * Reads a moment: a date as in RFC 3339 or its beginning, in UTC unless it says otherwise;
   * seconds since the epoch; or a span that is counted back from now.
   *
   * @param now in nanoseconds since the epoch
   */
  public static long moment(String text, long now) {
    if (text.length() >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
      return DateParser.parse(text);
    }
    long seconds = decimal(text, SECOND);
    if (seconds >= 0) {
      return seconds;
    }
    return now - span(text);
  }

  /** Reads a span as Go writes it: {@code 1h30m}, {@code 1.5s}, {@code 250ms}. */
  public static long span(String text) {
    long total = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = at;
      while (unit < text.length() && (isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
        unit++;
      }
      int end = unit;
      while (end < text.length() && !isDigit(text.charAt(end)) && text.charAt(end) != '.') {
        end++;
      }
      long value = decimal(text.substring(at, unit), unitNanos(text, text.substring(unit, end)));
      if (value < 0 || total + value < 0) {
        throw bad(text);
      }
      total += value;
      at = end;
    }
    if (text.isEmpty()) {
      throw bad(text);
    }
    return total;
  }

  private static long unitNanos(String text, String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3600 * SECOND;
      default -> throw bad(text);
    };
  }

  /** Multiplies a decimal number with a unit; −1 for what is no number or too large. */
  private static long decimal(String number, long unit) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String fraction = point < 0 ? "" : number.substring(point + 1);
    boolean tooLong = whole.length() > 15 || fraction.length() > 15;
    if (tooLong || (whole.isEmpty() && fraction.isEmpty()) || !digits(whole) || !digits(fraction)) {
      return -1;
    }
    long value = whole.isEmpty() ? 0 : Long.parseLong(whole);
    if (value > Long.MAX_VALUE / unit - 1) {
      return -1;
    }
    double rest = fraction.isEmpty() ? 0 : Double.parseDouble("0." + fraction) * unit;
    return value * unit + Math.round(rest);
  }

  private static boolean digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static UsageException bad(String text) {
    return new UsageException("invalid time or duration \"" + text + "\"");
  }
}
