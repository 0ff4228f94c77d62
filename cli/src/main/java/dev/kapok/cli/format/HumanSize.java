package dev.kapok.cli.format;

/** Sizes as people read them, in powers of 1000, with three or four digits: {@code 4.31 MB}. */
public final class HumanSize {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  /** The smallest numbers of three and of four digits. */
  private static final long THREE = 100;

  private static final long FOUR = 1000;

  private HumanSize() {}

  /** Writes a size with a blank before its unit, as tables show it. */
  public static String spaced(long bytes) {
    return of(bytes, " ", THREE);
  }

  /** Writes a size without a blank. */
  public static String plain(long bytes) {
    return of(bytes, "", THREE);
  }

  /** Writes a size without a blank, with four significant digits. */
  public static String fine(long bytes) {
    return of(bytes, "", FOUR);
  }

  private static String of(long bytes, String blank, long least) {
    long unit = 1;
    int index = 0;
    while (index < UNITS.length - 1 && bytes / unit >= 1000) {
      unit *= 1000;
      index++;
    }
    return digits(bytes, unit, least) + blank + UNITS[index];
  }

  /**
   * Divides, rounds half up, and leaves trailing zeros out.
   *
   * @param least the smallest number with as many digits as are significant: 100 for three
   */
  private static String digits(long bytes, long unit, long least) {
    long whole = bytes / unit;
    long scale = 1;
    while (whole * scale < least && scale < least) {
      scale *= 10;
    }
    double exact = (double) bytes / unit;
    long scaled = (long) Math.floor(exact * scale + 0.5);
    whole = scaled / scale;
    String rest = Long.toString(scaled % scale + scale).substring(1);
    int end = rest.length();
    while (end > 0 && rest.charAt(end - 1) == '0') {
      end--;
    }
    return end == 0 ? Long.toString(whole) : whole + "." + rest.substring(0, end);
  }
}
