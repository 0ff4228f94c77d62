package dev.kapok.cli.values;

import java.util.ArrayList;
import java.util.List;

/** Cuts values into parts. */
final class Words {
  private Words() {}

  /** Splits at a character; there is always at least one part. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** Tells whether a text consists of decimal digits, at least one and few enough for an int. */
  static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
