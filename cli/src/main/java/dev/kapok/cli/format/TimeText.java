package dev.kapok.cli.format;

import java.util.Locale;
import java.util.TimeZone;

/** Moments, written by hand because java.time costs more than the command that asks. */
public final class TimeText {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400L;

  private TimeText() {}

  /**
   * Writes nanoseconds since the epoch as Go prints a time, in the time zone of this process:
   * {@code 2026-01-31 12:00:00.5 +0000 UTC}.
   */
  public static String go(long nanos) {
    return go(nanos, TimeZone.getDefault());
  }

  static String go(long nanos, TimeZone zone) {
    long millis = Math.floorDiv(nanos, 1_000_000L);
    int minutes = zone.getOffset(millis) / 60_000;
    StringBuilder text = new StringBuilder(of(nanos + minutes * 60L * SECOND, " "));
    text.append(minutes < 0 ? " -" : " +");
    pad(text, Math.abs(minutes) / 60, 2);
    pad(text, Math.abs(minutes) % 60, 2);
    return text.append(' ').append(name(zone, millis)).toString();
  }

  /** Where no zone is set the JDK says GMT, and Go says UTC. */
  private static String name(TimeZone zone, long millis) {
    return switch (zone.getID()) {
      case "GMT", "UTC", "Etc/UTC", "Etc/GMT" -> "UTC";
      default ->
          zone.getDisplayName(
              zone.getOffset(millis) != zone.getRawOffset(), TimeZone.SHORT, Locale.US);
    };
  }

  /** Writes nanoseconds since the epoch as RFC 3339 has it: {@code 2026-01-31T12:00:00.5Z}. */
  public static String rfc3339(long nanos) {
    return of(nanos, "T") + "Z";
  }

  private static String of(long nanos, String separator) {
    long seconds = Math.floorDiv(nanos, SECOND);
    long days = Math.floorDiv(seconds, DAY);
    int rest = (int) Math.floorMod(seconds, DAY);
    StringBuilder text = new StringBuilder(35);
    date(text, days);
    text.append(separator);
    pad(text, rest / 3600, 2).append(':');
    pad(text, rest / 60 % 60, 2).append(':');
    pad(text, rest % 60, 2);
    fraction(text, (int) Math.floorMod(nanos, SECOND));
    return text.toString();
  }

  /** Counts in years that begin in March, so that the leap day is a year's last. */
  private static void date(StringBuilder text, long daysSinceEpoch) {
    long days = daysSinceEpoch + 719_468;
    long era = Math.floorDiv(days, 146_097L);
    long dayOfEra = Math.floorMod(days, 146_097L);
    long year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    pad(text, (int) (year + era * 400 + (month <= 2 ? 1 : 0)), 4).append('-');
    pad(text, (int) month, 2).append('-');
    pad(text, (int) day, 2);
  }

  private static void fraction(StringBuilder text, int nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    pad(text, nanos, 9);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    text.setLength(end);
  }

  private static StringBuilder pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    for (int i = plain.length(); i < digits; i++) {
      text.append('0');
    }
    return text.append(plain);
  }
}
