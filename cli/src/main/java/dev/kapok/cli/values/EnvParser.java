package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --env NAME[=VALUE]} and the lines of {@code --env-file}. A name without a value is taken
 * from the caller's environment, and left out where it isn't there; {@code NAME*} takes all names
 * that begin so.
 */
public final class EnvParser {
  private final List<String> host;
  private final List<String> entries = new ArrayList<>();

  /**
   * Prepares to read values.
   *
   * @param host the caller's environment, as {@code NAME=value}
   */
  public EnvParser(List<String> host) {
    this.host = host;
  }

  /** Returns what was read, in its order. */
  public List<String> entries() {
    return entries;
  }

  /** Reads a value of {@code --env}. */
  public void option(String text) {
    int equals = text.indexOf('=');
    if (equals == 0 || text.isEmpty()) {
      throw new UsageException("name is missing in environment variable \"" + text + "\"");
    }
    if (equals > 0) {
      entries.add(text);
    } else if (text.endsWith("*")) {
      copy(text.substring(0, text.length() - 1), false);
    } else {
      copy(text + "=", true);
    }
  }

  /**
   * Reads a file's text: a variable in each line, {@code #} before a comment.
   *
   * @param file its name, for messages
   */
  public void file(String file, String text) {
    List<String> lines = Words.split(text, '\n');
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripLeading();
      if (line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      if (!line.isEmpty() && line.charAt(0) != '#') {
        line(file, line);
      }
    }
  }

  private void line(String file, String line) {
    int equals = line.indexOf('=');
    String name = equals < 0 ? line.strip() : line.substring(0, equals);
    if (name.isEmpty()) {
      throw new UsageException("file " + file + ": no variable name on line '" + line + "'");
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.isWhitespace(name.charAt(i))) {
        throw new UsageException("file " + file + ": variable '" + name + "' contains whitespaces");
      }
    }
    option(equals < 0 ? name : line);
  }

  private void copy(String prefix, boolean first) {
    for (int i = 0; i < host.size(); i++) {
      if (host.get(i).startsWith(prefix)) {
        entries.add(host.get(i));
        if (first) {
          return;
        }
      }
    }
  }
}
