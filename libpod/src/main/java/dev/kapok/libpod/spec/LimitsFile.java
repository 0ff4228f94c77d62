package dev.kapok.libpod.spec;

/**
 * The text of /proc/PID/limits (proc(5)): a name of several words, soft limit, hard limit, unit.
 */
final class LimitsFile {
  private static final int NAME_WIDTH = 26;

  private LimitsFile() {}

  /** Returns the hard limit; {@link HostFacts#UNLIMITED} where there is none, or no such line. */
  static long hard(String text, String name) {
    int at = text.indexOf(title(name) + "  ");
    int end = at < 0 ? -1 : text.indexOf('\n', at);
    if (end < 0 || end - at < NAME_WIDTH) {
      return HostFacts.UNLIMITED;
    }
    String rest = text.substring(at + NAME_WIDTH, end);
    int from = skip(rest, skip(rest, skip(rest, 0, true), false), true);
    String hard = rest.substring(from, skip(rest, from, false));
    return hard.isEmpty() || hard.equals("unlimited") ? HostFacts.UNLIMITED : Long.parseLong(hard);
  }

  private static int skip(String text, int from, boolean blanks) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ') == blanks) {
      at++;
    }
    return at;
  }

  private static String title(String name) {
    return switch (name) {
      case "as" -> "Max address space";
      case "core" -> "Max core file size";
      case "cpu" -> "Max cpu time";
      case "data" -> "Max data size";
      case "fsize" -> "Max file size";
      case "locks" -> "Max file locks";
      case "memlock" -> "Max locked memory";
      case "msgqueue" -> "Max msgqueue size";
      case "nice" -> "Max nice priority";
      case "nofile" -> "Max open files";
      case "nproc" -> "Max processes";
      case "rss" -> "Max resident set";
      case "rtprio" -> "Max realtime priority";
      case "rttime" -> "Max realtime timeout";
      case "sigpending" -> "Max pending signals";
      case "stack" -> "Max stack size";
      default -> throw new IllegalArgumentException("no limit is called " + name);
    };
  }
}
