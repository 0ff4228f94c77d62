package dev.kapok.cli.format;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells records from dictionaries. In Go, an unknown field of a record is an error and an unknown
 * key of a map is nothing; a parsed JSON object may be either, and the name of the field that holds
 * it decides.
 */
final class Dictionaries {
  private Dictionaries() {}

  /** Tells whether the field of this name holds a map with arbitrary keys. */
  static boolean holdsAnyKeys(String field) {
    return switch (field) {
      case "Labels",
          "Annotations",
          "Networks",
          "Ports",
          "PortBindings",
          "ExposedPorts",
          "Volumes",
          "Tmpfs",
          "Options",
          "Data",
          "Sysctls",
          "graphOptions",
          "graphStatus",
          "registries" ->
          true;
      default -> false;
    };
  }

  /** Returns the map's own spelling of a key; null where it has none like it. */
  static @Nullable String key(Map<?, ?> map, String name, boolean ignoreCase) {
    if (map.containsKey(name)) {
      return name;
    }
    if (name.equals("ID") && map.containsKey("Id")) {
      return "Id";
    }
    if (ignoreCase) {
      for (Iterator<?> keys = map.keySet().iterator(); keys.hasNext(); ) {
        String key = (String) keys.next();
        if (key.equalsIgnoreCase(name)) {
          return key;
        }
      }
    }
    return null;
  }
}
