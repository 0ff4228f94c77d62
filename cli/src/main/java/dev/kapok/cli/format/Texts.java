package dev.kapok.cli.format;

import java.util.Locale;

/** What templates do to texts. */
final class Texts {
  /** More blanks than any terminal has. */
  private static final int MAX_PAD = 10_000;

  private Texts() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Makes the first letter of each word a capital. */
  static String title(String text) {
    StringBuilder title = new StringBuilder(text.length());
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      title.append(start ? Character.toTitleCase(c) : c);
      start = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
    }
    return title.toString();
  }

  static String pad(String text, int before, int after) {
    if (text.isEmpty()) {
      return text;
    }
    return blanks(before) + text + blanks(after);
  }

  static String truncate(String text, int length) {
    return text.length() <= length ? text : text.substring(0, Math.max(length, 0));
  }

  static String blanks(int count) {
    return " ".repeat(Math.max(0, Math.min(count, MAX_PAD)));
  }
}
