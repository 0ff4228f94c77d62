package dev.kapok.libpod.spec;

import java.util.ArrayList;
import java.util.List;

/** The text of /proc/PID/mountinfo (proc(5)). */
final class MountInfo {
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  private MountInfo() {}

  /** Returns which of nosuid, nodev and noexec the mount has that holds a resolved path. */
  static List<String> flags(String text, String path) {
    String options = "";
    int longest = 0;
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(from, end);
      String mountPoint = unescape(field(line, MOUNT_POINT));
      // Of several mounts at one place the last one is seen.
      if (mountPoint.length() >= longest && holds(mountPoint, path)) {
        longest = mountPoint.length();
        options = "," + field(line, OPTIONS) + ",";
      }
      from = end + 1;
    }
    List<String> flags = new ArrayList<>();
    for (String flag : new String[] {"nosuid", "nodev", "noexec"}) {
      if (options.contains("," + flag + ",")) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static boolean holds(String mountPoint, String path) {
    return path.startsWith(mountPoint)
        && (mountPoint.equals("/")
            || path.length() == mountPoint.length()
            || path.charAt(mountPoint.length()) == '/');
  }

  private static String field(String line, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      int blank = line.indexOf(' ', from);
      if (blank < 0) {
        return "";
      }
      from = blank + 1;
    }
    int end = line.indexOf(' ', from);
    return line.substring(from, end < 0 ? line.length() : end);
  }

  /** Blanks and the like stand as a backslash and three octal digits. */
  private static String unescape(String name) {
    if (name.indexOf('\\') < 0) {
      return name;
    }
    StringBuilder plain = new StringBuilder(name.length());
    int i = 0;
    while (i < name.length()) {
      char c = name.charAt(i);
      if (c == '\\' && i + 3 < name.length()) {
        plain.append((char) Integer.parseInt(name.substring(i + 1, i + 4), 8));
        i += 4;
      } else {
        plain.append(c);
        i++;
      }
    }
    return plain.toString();
  }
}
