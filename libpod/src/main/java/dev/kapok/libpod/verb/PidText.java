package dev.kapok.libpod.verb;

/** Numbers in small files. */
final class PidText {
  private PidText() {}

  /** Returns the pid that the text is, 0 where it is none. */
  static int parse(String text) {
    String digits = text.trim();
    if (digits.isEmpty() || digits.length() > 9) {
      return 0;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
