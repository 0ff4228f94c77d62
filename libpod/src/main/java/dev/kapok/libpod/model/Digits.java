package dev.kapok.libpod.model;

/** Whole numbers without a sign, as files of conmon and users write them. */
public final class Digits {
  private Digits() {}

  /**
   * Returns the number that the text is; −1 where it is none, or has more digits.
   *
   * @param most digits, nine at most
   */
  public static int parse(String text, int most) {
    return (int) parseLong(text, most);
  }

  /**
   * As {@link #parse}, of greater numbers.
   *
   * @param most digits, eighteen at most
   */
  public static long parseLong(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
