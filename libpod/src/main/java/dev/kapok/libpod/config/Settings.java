package dev.kapok.libpod.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration files say, with the name of the table before each key: {@code
 * containers.dns_servers}. The types were checked when they were compiled.
 *
 * @param values String, Long, Boolean or a list of strings
 * @param notes keys that are set and have no effect, each with the reason
 */
record Settings(Map<String, Object> values, List<String> notes) {
  /** No file says anything. */
  static final Settings EMPTY = new Settings(Map.of(), List.of());

  /** Returns the keys that begin with the name of a table and its dot. */
  List<String> keys(String table) {
    List<String> found = new ArrayList<>();
    Object[] keys = values.keySet().toArray(); // an iterator would be three more classes to load
    for (int i = 0; i < keys.length; i++) {
      if (((String) keys[i]).startsWith(table)) {
        found.add((String) keys[i]);
      }
    }
    return found;
  }

  /** Returns a text, null where the key is not set. */
  @Nullable String text(String key) {
    return (String) values.get(key);
  }

  /** Returns a text, or what stands in where the key is not set. */
  String text(String key, String otherwise) {
    String value = text(key);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** Returns a number, or what stands in where the key is not set. */
  long number(String key, long otherwise) {
    Object value = values.get(key);
    return value == null ? otherwise : (Long) value;
  }

  /** Returns a truth, or what stands in where the key is not set. */
  boolean truth(String key, boolean otherwise) {
    Object value = values.get(key);
    return value == null ? otherwise : (Boolean) value;
  }

  /** Returns a list, or what stands in where the key is not set. */
  @SuppressWarnings("unchecked") // CompileConfig lets only lists of strings through
  List<String> list(String key, List<String> otherwise) {
    Object value = values.get(key);
    return value == null ? otherwise : (List<String>) value;
  }
}
