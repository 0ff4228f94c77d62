package dev.kapok.libpod.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that stand before a command, by their names without dashes: "root", "storage-opt" …
 *
 * @param values as typed, in their order; an option without value has none
 * @param typed the options as words, for a second process of this engine
 */
public record GlobalOptions(Map<String, List<String>> values, List<String> typed) {
  /** Nothing was typed. */
  public static final GlobalOptions NONE = new GlobalOptions(Map.of(), List.of());

  /** Copies the collections. */
  public GlobalOptions {
    values = Map.copyOf(values);
    typed = List.copyOf(typed);
  }

  /** Returns an option's last value, null where it was not given. */
  @Nullable String last(String name) {
    List<String> given = all(name);
    return given.isEmpty() ? null : given.getLast();
  }

  /** Returns all values of an option. */
  List<String> all(String name) {
    List<String> given = values.get(name);
    return given == null ? List.of() : given;
  }

  /** Tells whether an option without value was given. */
  boolean given(String name) {
    return values.containsKey(name);
  }
}
