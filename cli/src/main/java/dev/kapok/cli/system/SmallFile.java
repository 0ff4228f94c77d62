package dev.kapok.cli.system;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Small files of /proc, /sys and /etc; a missing one is empty. */
final class SmallFile {
  private static final int LARGEST = 1 << 20;

  private SmallFile() {}

  static String read(String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns the rest of the first line that begins with {@code start}, without blanks around. */
  static String after(String text, String start) {
    int at = text.startsWith(start) ? 0 : text.indexOf("\n" + start);
    if (at < 0) {
      return "";
    }
    int from = text.indexOf(start, at) + start.length();
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end).strip();
  }
}
