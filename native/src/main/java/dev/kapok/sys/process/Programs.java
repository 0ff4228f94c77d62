package dev.kapok.sys.process;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** Finds programs as a shell would. Both providers use it. */
public final class Programs {
  private Programs() {}

  /** See {@link ProcessRunner#find}. An empty entry of the path is skipped, not this directory. */
  public static @Nullable String find(String program, String path) {
    if (program.isEmpty()) {
      return null;
    }
    if (program.indexOf('/') >= 0) {
      return executable(program) ? program : null;
    }
    int start = 0;
    while (start <= path.length()) {
      int colon = path.indexOf(':', start);
      int end = colon < 0 ? path.length() : colon;
      if (end > start) {
        String candidate = path.substring(start, end) + "/" + program;
        if (executable(candidate)) {
          return candidate;
        }
      }
      start = end + 1;
    }
    return null;
  }

  private static boolean executable(String path) {
    File file = new File(path);
    return file.isFile() && file.canExecute();
  }
}
