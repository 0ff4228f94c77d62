package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --label}, {@code --annotation}, {@code --sysctl}, {@code --filter}: KEY=VALUE. */
public final class KeyValueParser {
  private KeyValueParser() {}

  /** Reads labels: a key without a value has an empty one. */
  public static Map<String, String> labels(List<String> texts) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int equals = text.indexOf('=');
      String key = equals < 0 ? text : text.substring(0, equals);
      if (key.isEmpty()) {
        throw new UsageException("invalid label format: \"" + text + "\"");
      }
      labels.put(key, equals < 0 ? "" : text.substring(equals + 1));
    }
    return labels;
  }

  /**
   * Reads pairs that need their value.
   *
   * @param option the option's name, for messages
   */
  public static Map<String, String> pairs(String option, List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new UsageException(
            "invalid value for --" + option + ": \"" + text + "\" is not of the form KEY=VALUE");
      }
      pairs.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return pairs;
  }
}
