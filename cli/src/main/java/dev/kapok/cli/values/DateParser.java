package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;

/** Dates of RFC 3339, read by hand because java.time costs more than the command that asks. */
final class DateParser {
  private static final long SECOND = 1_000_000_000L;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final String text;
  private int position;

  private DateParser(String text) {
    this.text = text;
  }

  /** Reads YYYY-MM-DD[Thh[:mm[:ss[.n]]]][Z|±hh:mm]; returns nanoseconds since the epoch. */
  static long parse(String text) {
    return new DateParser(text).read();
  }

  private long read() {
    int year = number(4, 1, 9999);
    expect('-');
    int month = number(2, 1, 12);
    expect('-');
    boolean leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int day = number(2, 1, DAYS[month - 1] + (leap ? 1 : 0));
    long seconds = daysSinceEpoch(year, month, day) * 86400;
    long nanos = 0;
    if (take('T') || take(' ')) {
      seconds += number(2, 0, 23) * 3600L;
      if (take(':')) {
        seconds += number(2, 0, 59) * 60L;
      }
      if (take(':')) {
        seconds += number(2, 0, 59);
        nanos = take('.') ? fraction() : 0;
      }
    }
    seconds -= zone();
    if (position != text.length()) {
      throw bad();
    }
    return seconds * SECOND + nanos;
  }

  /** Returns how far the zone is ahead of UTC, in seconds. */
  private long zone() {
    if (position == text.length() || take('Z')) {
      return 0;
    }
    boolean west = take('-');
    if (!west) {
      expect('+');
    }
    long offset = number(2, 0, 23) * 3600L;
    expect(':');
    offset += number(2, 0, 59) * 60L;
    return west ? -offset : offset;
  }

  private long fraction() {
    long nanos = 0;
    long unit = SECOND / 10;
    int start = position;
    while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0) {
      nanos += Character.digit(text.charAt(position++), 10) * unit;
      unit /= 10;
    }
    if (position == start) {
      throw bad();
    }
    return nanos;
  }

  private int number(int digits, int min, int max) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = position < text.length() ? Character.digit(text.charAt(position), 10) : -1;
      if (digit < 0) {
        throw bad();
      }
      value = value * 10 + digit;
      position++;
    }
    if (value < min || value > max) {
      throw bad();
    }
    return value;
  }

  private boolean take(char c) {
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw bad();
    }
  }

  private static long daysSinceEpoch(int year, int month, int day) {
    long days = 365L * (year - 1970) + leapYears(year - 1) - leapYears(1969);
    for (int i = 1; i < month; i++) {
      days += DAYS[i - 1];
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days + (month > 2 && leap ? 1 : 0) + day - 1;
  }

  private static int leapYears(int year) {
    return year / 4 - year / 100 + year / 400;
  }

  private UsageException bad() {
    return new UsageException("invalid time or duration \"" + text + "\"");
  }
}
