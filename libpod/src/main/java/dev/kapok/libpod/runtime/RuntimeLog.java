package dev.kapok.libpod.runtime;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonReader;
import java.util.Locale;

/** What runtimes write with {@code --log-format=json}, and what it means. */
public final class RuntimeLog {
  private RuntimeLog() {}

  /** Returns the last error in a log; its last line where that is no JSON; empty for none. */
  public static String lastError(String log) {
    String last = "";
    int from = 0;
    while (from < log.length()) {
      int newline = log.indexOf('\n', from);
      int end = newline < 0 ? log.length() : newline;
      String line = log.substring(from, end).trim();
      if (!line.isEmpty()) {
        String error = errorOf(line);
        last = error.isEmpty() ? last : error;
      }
      from = end + 1;
    }
    return last;
  }

  private static String errorOf(String line) {
    if (line.charAt(0) != '{') {
      return line;
    }
    String level = "error";
    String message = "";
    try {
      JsonReader json = new JsonReader(line);
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "level" -> level = json.nextString();
          case "msg" -> message = json.nextString();
          default -> json.skipValue();
        }
      }
      json.endObject();
    } catch (JsonException e) {
      return line;
    }
    return level.equals("error") || level.equals("fatal") ? message : "";
  }

  /** Returns the failure that a runtime's error means; its kind decides the exit code. */
  public static KapokException failure(String runtime, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if ((text.contains("executable file") && text.contains("not found"))
        || text.contains("no such file or directory")) {
      return new KapokException(
          KapokException.Kind.COMMAND_NOT_FOUND,
          runtime
              + ": "
              + message
              + ": OCI runtime attempted to invoke a command that was not found");
    }
    if (text.contains("permission denied")
        || text.contains("is a directory")
        || text.contains("operation not permitted")
        || text.contains("exec format error")) {
      return new KapokException(
          KapokException.Kind.COMMAND_NOT_EXECUTABLE,
          runtime + ": " + message + ": OCI permission denied");
    }
    return new KapokException(
        KapokException.Kind.START_FAILED, runtime + ": " + message + ": OCI runtime error");
  }
}
