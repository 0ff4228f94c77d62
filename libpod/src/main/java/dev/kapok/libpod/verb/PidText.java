package dev.kapok.libpod.verb;

import dev.kapok.libpod.model.Digits;

/** Process ids in small files. */
final class PidText {
  private PidText() {}

  /** Returns the pid that the text is, 0 where it is none. */
  static int parse(String text) {
    return Math.max(0, Digits.parse(text.trim(), 9));
  }
}
