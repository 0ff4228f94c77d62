package dev.kapok.sys;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lines of small files in /proc, read without a kernel. */
final class ProcFile {
  private static final int LARGEST = 8192;

  private ProcFile() {}

  /** Returns the first line. */
  static String line(String path) {
    return line(path, "");
  }

  /** Returns the first line that starts so. */
  static String line(String path, String start) {
    String text = "\n" + read(path) + "\n";
    int at = text.indexOf("\n" + start) + 1;
    if (at == 0) {
      throw new IllegalStateException(path + " has no line " + start);
    }
    return text.substring(at, text.indexOf('\n', at));
  }

  private static String read(String path) {
    try (FileInputStream file = new FileInputStream(path)) {
      byte[] bytes = new byte[LARGEST];
      int length = Math.max(0, file.read(bytes));
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path + "; is /proc mounted?", e);
    }
  }
}
