package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;

/**
 * Sizes in bytes: a number, and b, k, m, g, t or p for powers of 1024 ({@code 64m}, {@code 1.5g}).
 */
public final class SizeParser {
  private SizeParser() {}

  /**
   * Reads a size.
   *
   * @param option what the message calls the option
   */
  public static long parse(String option, String text) {
    String lower = lower(text);
    int end = lower.length();
    if (lower.endsWith("ib")) {
      end -= 2;
    } else if (lower.endsWith("b")) {
      end -= 1;
    }
    long unit = end == 0 ? 0 : unit(lower.charAt(end - 1));
    if (unit > 1) {
      end--;
    } else if (lower.endsWith("ib")) {
      unit = 0;
    }
    long bytes = unit == 0 ? -1 : bytes(lower.substring(0, end), unit);
    if (bytes < 0) {
      throw new UsageException("invalid value for --" + option + ": invalid size: '" + text + "'");
    }
    return bytes;
  }

  private static long unit(char letter) {
    return switch (letter) {
      case 'k' -> 1L << 10;
      case 'm' -> 1L << 20;
      case 'g' -> 1L << 30;
      case 't' -> 1L << 40;
      case 'p' -> 1L << 50;
      default -> 1;
    };
  }

  /** Multiplies; −1 for what is no number or too large. */
  private static long bytes(String number, long unit) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String fraction = point < 0 ? "" : number.substring(point + 1);
    boolean numeric = isDigits(whole) && (point < 0 || isDigits(fraction));
    if (!numeric || whole.length() > 18 || fraction.length() > 18) {
      return -1;
    }
    long value = Long.parseLong(whole);
    if (value > Long.MAX_VALUE / unit - 1) {
      return -1;
    }
    double rest = fraction.isEmpty() ? 0 : Double.parseDouble("0." + fraction);
    return value * unit + (long) (rest * unit);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lower.toString();
  }
}
