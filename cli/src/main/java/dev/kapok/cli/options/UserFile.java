package dev.kapok.cli.options;

import dev.kapok.cli.args.UsageException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Small files that a user named on the command line. */
public final class UserFile {
  /** More than any list of variables or ids needs. */
  private static final int LARGEST = 16 << 20;

  private UserFile() {}

  /** Returns a file's first line, without blanks around it: the id of a container or pod. */
  public static String firstLine(String path) {
    String text = read(path);
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /** Reads a file as UTF-8. */
  public static String read(String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UsageException("open " + path + ": the file is too large");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("open " + path + ": no such file or directory, or not readable");
    }
  }
}
