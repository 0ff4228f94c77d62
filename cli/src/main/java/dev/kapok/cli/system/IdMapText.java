package dev.kapok.cli.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** The ranges of a user namespace's map (user_namespaces(7)). */
final class IdMapText {
  private IdMapText() {}

  static List<Object> read(String path) {
    List<Object> ranges = new ArrayList<>();
    StringTokenizer words = new StringTokenizer(SmallFile.read(path));
    while (words.countTokens() >= 3) {
      Map<String, Object> range = new LinkedHashMap<>();
      range.put("container_id", Long.parseLong(words.nextToken()));
      range.put("host_id", Long.parseLong(words.nextToken()));
      range.put("size", Long.parseLong(words.nextToken()));
      ranges.add(range);
    }
    return ranges;
  }
}
