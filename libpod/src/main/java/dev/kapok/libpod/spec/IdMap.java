package dev.kapok.libpod.spec;

import org.jspecify.annotations.Nullable;

/** The text of /proc/PID/uid_map and gid_map: lines of first id inside, first outside, count. */
final class IdMap {
  private IdMap() {}

  /** Tells whether an id has a meaning inside. */
  static boolean contains(String map, int id) {
    int from = 0;
    while (from < map.length()) {
      int end = map.indexOf('\n', from);
      int lineEnd = end < 0 ? map.length() : end;
      String[] fields = firstLine(map.substring(from, lineEnd));
      if (fields != null) {
        long first = Long.parseLong(fields[0]);
        if (id >= first && id < first + Long.parseLong(fields[2])) {
          return true;
        }
      }
      from = lineEnd + 1;
    }
    return false;
  }

  /** Returns the three fields of the first line, null where there is none. */
  static String @Nullable [] firstLine(String map) {
    String[] fields = new String[3];
    int at = 0;
    for (int i = 0; i < 3; i++) {
      while (at < map.length() && map.charAt(at) == ' ') {
        at++;
      }
      int start = at;
      while (at < map.length() && map.charAt(at) > ' ') {
        at++;
      }
      if (start == at) {
        return null;
      }
      fields[i] = map.substring(start, at);
    }
    return fields;
  }
}
