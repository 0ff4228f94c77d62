package dev.kapok.image.registry;

import java.util.List;
import java.util.Random;

/** Damages texts at random, the same way for the same seed. */
final class Mutations {
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          ":",
          ",",
          "\n",
          "=",
          "/",
          "//",
          "..",
          "@",
          "*",
          "*.",
          "-1",
          "1e999",
          "9223372036854775808",
          "null",
          "true",
          "{}",
          "[]",
          "\"\"",
          "\0",
          "\u001b",
          "\u00ff",
          "\ud800",
          "\\u",
          "\\ud800",
          "sha256:",
          "'''",
          "\"\"\"",
          "#",
          "[[",
          "]]",
          "0x",
          "1979-05-27T07:32:00Z");
  private static final List<String> NESTS =
      List.of("[", "{\"a\":", "[[", "a.", "(", "{a=", "x=[", "-", "/");
  private static final int MOST_CHANGES = 4;
  private static final int LONGEST_PART = 12;
  private static final int DEEPEST = 20_000;

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** Returns one of the texts, changed in one to four places. */
  String of(List<String> seeds) {
    StringBuilder text = new StringBuilder(any(seeds));
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      change(text);
    }
    return text.toString();
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private void change(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(LONGEST_PART));
    switch (random.nextInt(8)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, any(WORDS));
      case 2 -> text.replace(at, end, any(WORDS));
      case 3 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(3)));
      case 4 -> text.insert(at, (char) random.nextInt(0x180));
      case 5 -> text.setLength(at);
      case 6 -> {
        String moved = text.substring(at, end);
        text.delete(at, end);
        text.insert(random.nextInt(text.length() + 1), moved);
      }
      default -> {
        // Seldom, since it makes long texts.
        if (random.nextInt(20) == 0) {
          text.insert(at, any(NESTS).repeat(random.nextInt(DEEPEST)));
        }
      }
    }
  }
}
