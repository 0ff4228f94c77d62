package dev.kapok.cli.format;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template sees while it is written out: the dot, the variables, the output. */
final class Scope {
  /** How much a template may write: a range over a range over … must end. */
  private static final int MAX_OUTPUT = 64 << 20;

  private final Source source;
  private final boolean ignoreCase;
  private final StringBuilder output = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private final IdentityHashMap<Object, Boolean> dictionaries = new IdentityHashMap<>();
  private @Nullable Object dot;

  Scope(Source source, @Nullable Object data, boolean ignoreCase) {
    this.source = source;
    this.ignoreCase = ignoreCase;
    this.dot = data;
    declare("$", data);
  }

  Source source() {
    return source;
  }

  StringBuilder output() {
    return output;
  }

  @Nullable Object dot() {
    return dot;
  }

  void dot(@Nullable Object value) {
    dot = value;
  }

  void write(Operand at, String text) {
    if (output.length() + text.length() > MAX_OUTPUT) {
      throw source.runError(at, "the output is too long");
    }
    output.append(text);
  }

  void declare(String name, @Nullable Object value) {
    names.add(name);
    values.add(value);
  }

  /** Changes the innermost variable of the name; the parser saw to it that there is one. */
  void assign(String name, @Nullable Object value) {
    values.set(names.lastIndexOf(name), value);
  }

  @Nullable Object variable(String name) {
    return values.get(names.lastIndexOf(name));
  }

  /** Returns a mark to which {@link #forget} goes back. */
  int mark() {
    return names.size();
  }

  void forget(int mark) {
    while (names.size() > mark) {
      names.removeLast();
      values.removeLast();
    }
  }

  /** Returns the field of a value; of a dictionary (labels, options …) any name may be missing. */
  @Nullable Object field(Operand at, @Nullable Object value, String name) {
    if (!(value instanceof Map<?, ?> map)) {
      if (value == null) {
        throw source.runError(at, "nil pointer evaluating interface {}." + name);
      }
      throw source.runError(
          at, "can't evaluate field " + name + " in type " + Values.typeName(value));
    }
    String key = Dictionaries.key(map, name, ignoreCase);
    if (key == null) {
      if (dictionaries.containsKey(map)) {
        return null;
      }
      throw source.runError(at, "can't evaluate field " + name + " in type struct");
    }
    Object found = map.get(key);
    if (found instanceof Map && Dictionaries.holdsAnyKeys(key)) {
      dictionaries.put(found, Boolean.TRUE);
    }
    return found;
  }
}
