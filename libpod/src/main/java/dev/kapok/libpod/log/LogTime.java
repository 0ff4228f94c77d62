package dev.kapok.libpod.log;

/** Times as conmon writes them: {@code 2026-01-02T03:04:05.678901234+01:00} (RFC 3339). */
public final class LogTime {
  private static final long NANOS = 1_000_000_000L;
  private static final int DAYS_TO_EPOCH = 719_468;

  private LogTime() {}

  /** Returns nanoseconds since the epoch, −1 for what is no time. */
  static long parse(byte[] text, int length) {
    if (length < 20 || text[4] != '-' || text[10] != 'T' || text[13] != ':') {
      return -1;
    }
    long days = days(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    long seconds =
        days * 86_400
            + number(text, 11, 13) * 3600L
            + number(text, 14, 16) * 60L
            + number(text, 17, 19);
    int at = 19;
    long nanos = 0;
    if (text[at] == '.') {
      long unit = NANOS / 10;
      for (at++; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
        nanos += (text[at] - '0') * unit;
        unit /= 10;
      }
    }
    if (at + 6 <= length && (text[at] == '+' || text[at] == '-')) {
      long offset = number(text, at + 1, at + 3) * 3600L + number(text, at + 4, at + 6) * 60L;
      seconds += text[at] == '+' ? -offset : offset;
    }
    return seconds * NANOS + nanos;
  }

  private static int number(byte[] text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }

  /** Counts days since the epoch, with years that begin in March (Gregorian calendar). */
  private static long days(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - DAYS_TO_EPOCH;
  }

  /** Returns a time in UTC as {@code 2026-01-02T03:04:05.678901234Z}, without ending zeros. */
  public static String format(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    long days = Math.floorDiv(seconds, 86_400L);
    int inDay = (int) (seconds - days * 86_400);
    long shifted = days + DAYS_TO_EPOCH;
    long era = Math.floorDiv(shifted, 146_097L);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shiftedMonth = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    StringBuilder text = new StringBuilder();
    pad(text, year, 4).append('-');
    pad(text, month, 2).append('-');
    pad(text, day, 2).append('T');
    pad(text, inDay / 3600, 2).append(':');
    pad(text, inDay / 60 % 60, 2).append(':');
    pad(text, inDay % 60, 2);
    fraction(text, nanos - seconds * NANOS);
    return text.append('Z').toString();
  }

  private static void fraction(StringBuilder text, long nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    pad(text, nanos, 9);
    while (text.charAt(text.length() - 1) == '0') {
      text.setLength(text.length() - 1);
    }
  }

  private static StringBuilder pad(StringBuilder text, long value, int width) {
    String digits = Long.toString(value);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }
}
