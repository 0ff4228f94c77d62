package dev.kapok.cli.format;

/** Sizes as people read them, in powers of 1000, with three digits: {@code 4.31 MB}. */
public final class HumanSize {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private HumanSize() {}

  /** Writes a size with a blank before its unit, as tables show it. */
  public static String spaced(long bytes) {
    return of(bytes, " ");
  }

  /** Writes a size without a blank. */
  public static String plain(long bytes) {
    return of(bytes, "");
  }

  private static String of(long bytes, String blank) {
    long unit = 1;
    int index = 0;
    while (index < UNITS.length - 1 && bytes / unit >= 1000) {
      unit *= 1000;
      index++;
    }
    return digits(bytes, unit) + blank + UNITS[index];
  }

  /** Divides with three significant digits, rounded half up, without trailing zeros. */
  private static String digits(long bytes, long unit) {
    long whole = bytes / unit;
    int places = whole >= 100 ? 0 : whole >= 10 ? 1 : 2;
    long scale = places == 0 ? 1 : places == 1 ? 10 : 100;
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
