package dev.kapok.cli.help;

import dev.kapok.cli.args.UsageException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What {@code --help} prints, as files for the launcher: {@code container-ls} for {@code kapok
 * container ls}, {@code kapok} for the program itself.
 */
public final class HelpFiles {
  private static final String PROGRAM = "kapok";

  private HelpFiles() {}

  /**
   * Writes the texts.
   *
   * @param texts by the words of the commands, the program's name first
   * @param folder exists
   */
  public static void write(Map<String, String> texts, String folder) {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      write(folder + "/" + name(text.getKey()), text.getValue());
    }
  }

  static String name(String path) {
    return path.equals(PROGRAM) ? path : path.substring(PROGRAM.length() + 1).replace(' ', '-');
  }

  /** Writes one file of the documentation. */
  static void write(String path, String text) {
    try (FileOutputStream out = new FileOutputStream(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UsageException("writing " + path + ": " + e.getMessage());
    }
  }
}
