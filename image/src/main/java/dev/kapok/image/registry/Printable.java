package dev.kapok.image.registry;

/** What a registry says, as it may be shown: it must not move the cursor of a terminal. */
final class Printable {
  private static final int MAX_CHARS = 500;

  private Printable() {}

  /** Returns the beginning of a text with blanks in place of control characters. */
  static String text(String said) {
    int length = Math.min(said.length(), MAX_CHARS);
    StringBuilder safe = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = said.charAt(i);
      safe.append(Character.isISOControl(c) ? ' ' : c);
    }
    return safe.toString();
  }
}
