package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --filter KEY=VALUE}, any number of times. */
public final class FilterParser {
  private FilterParser() {}

  /**
   * Reads filters.
   *
   * @param known the keys that the command filters by
   * @param later the keys that podman has and Kapok does not have yet
   */
  public static Map<String, List<String>> parse(
      List<String> texts, List<String> known, List<String> later) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new UsageException("invalid filter \"" + text + "\": it must be KEY=VALUE");
      }
      String key = text.substring(0, equals);
      if (later.contains(key)) {
        throw NotSupported.value("--filter", "\"" + key + "\"");
      }
      if (!known.contains(key)) {
        throw new UsageException("\"" + key + "\" is an invalid filter");
      }
      if (!filters.containsKey(key)) {
        filters.put(key, new ArrayList<>());
      }
      filters.get(key).add(text.substring(equals + 1));
    }
    return filters;
  }
}
