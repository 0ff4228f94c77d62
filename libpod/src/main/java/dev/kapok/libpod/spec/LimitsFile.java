package dev.kapok.libpod.spec;

import dev.kapok.libpod.model.Ulimit;

/**
 * The text of /proc/PID/limits (proc(5)): a name of several words, soft limit, hard limit, unit.
 */
final class LimitsFile {
  private static final int NAME_WIDTH = 26;

  private LimitsFile() {}

  /** Returns the hard limit; {@link HostFacts#UNLIMITED} where there is none, or no such line. */
  static long hard(String text, String name) {
    String title = Ulimit.title(name);
    if (title == null) {
      throw new IllegalArgumentException("no limit is called " + name);
    }
    int at = text.indexOf(title + "  ");
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
}
