package dev.kapok.network;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Small text files, and their lines and words. */
public final class TextFiles {
  private TextFiles() {}

  /** Returns a file's text; "" where there is no such file or it cannot be read. */
  static String read(String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  /** Writes a file that only this user reads as long as its folder is private. */
  static void write(String path, String text, boolean append) {
    try (FileOutputStream out = new FileOutputStream(path, append)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException("write " + path + ": " + e.getMessage(), e);
    }
  }

  /** Removes a file if it is there. */
  static void delete(String path) {
    boolean _ = new File(path).delete();
  }

  /** Splits at each occurrence of a character; empty parts are kept. */
  public static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int i = text.indexOf(at); i >= 0; i = text.indexOf(at, begin)) {
      parts.add(text.substring(begin, i));
      begin = i + 1;
    }
    parts.add(text.substring(begin));
    return parts;
  }

  /** Splits at blanks; no part is empty. */
  public static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean blank = i == line.length() || line.charAt(i) <= ' ';
      if (blank && begin >= 0) {
        words.add(line.substring(begin, i));
        begin = -1;
      } else if (!blank && begin < 0) {
        begin = i;
      }
    }
    return words;
  }
}
