package dev.kapok.cli.format;

import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that templates may call: Go's, and those that podman adds. */
final class Functions {
  private Functions() {}

  static boolean exists(String name) {
    return switch (name) {
      case "and",
          "or",
          "not",
          "len",
          "index",
          "slice",
          "print",
          "printf",
          "println",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "json",
          "join",
          "split",
          "upper",
          "lower",
          "title",
          "pad",
          "truncate" ->
          true;
      default -> false;
    };
  }

  /**
   * Calls a function; "and" and "or" are not called here, as they need not look at every argument.
   */
  static @Nullable Object call(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "not" -> !Values.isTrue(only(arguments));
      case "len" -> length(only(arguments));
      case "index" -> index(arguments);
      case "slice" -> slice(arguments);
      case "print" -> print(arguments);
      case "println" -> println(arguments);
      case "printf" -> Printf.format(text(arguments, 0), arguments.subList(1, arguments.size()));
      case "eq", "ne", "lt", "le", "gt", "ge" -> Comparison.compare(name, arguments);
      case "json" -> Json.write(only(arguments), null);
      case "join" -> join(arguments);
      case "split" -> split(text(arguments, 0), text(arguments, 1));
      case "upper" -> Texts.upper(text(arguments, 0));
      case "lower" -> Texts.lower(text(arguments, 0));
      case "title" -> Texts.title(text(arguments, 0));
      case "pad" -> Texts.pad(text(arguments, 0), number(arguments, 1), number(arguments, 2));
      case "truncate" -> Texts.truncate(text(arguments, 0), number(arguments, 1));
      default -> throw new BadCallException("no such function");
    };
  }

  private static @Nullable Object only(List<@Nullable Object> arguments) {
    if (arguments.size() != 1) {
      throw new BadCallException("wrong number of args: want 1 got " + arguments.size());
    }
    return arguments.get(0);
  }

  private static @Nullable Object argument(List<@Nullable Object> arguments, int index) {
    if (index >= arguments.size()) {
      throw new BadCallException(
          "wrong number of args: want at least " + (index + 1) + " got " + arguments.size());
    }
    return arguments.get(index);
  }

  private static String text(List<@Nullable Object> arguments, int index) {
    Object value = argument(arguments, index);
    if (value instanceof String text) {
      return text;
    }
    throw new BadCallException(
        "wrong type for value; expected string; got " + Values.typeName(value));
  }

  private static int number(List<@Nullable Object> arguments, int index) {
    Object value = argument(arguments, index);
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw new BadCallException("wrong type for value; expected int; got " + Values.typeName(value));
  }

  private static Object length(@Nullable Object value) {
    if (value == null) {
      return 0L;
    }
    if (value instanceof String text) {
      return (long) text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
    if (value instanceof List<?> list) {
      return (long) list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return (long) map.size();
    }
    throw new BadCallException("len of type " + Values.typeName(value));
  }

  /** A missing key of a map is "", as it is for Go's maps of strings. */
  private static @Nullable Object index(List<@Nullable Object> arguments) {
    Object value = argument(arguments, 0);
    for (int i = 1; i < arguments.size(); i++) {
      Object key = arguments.get(i);
      if (value == null) {
        return "";
      }
      if (value instanceof Map<?, ?> map) {
        if (!(key instanceof String)) {
          throw new BadCallException(
              "value has type " + Values.typeName(key) + "; should be string");
        }
        value = map.containsKey(key) ? map.get(key) : "";
      } else if (value instanceof List<?> list) {
        value = list.get(position(key, list.size() - 1));
      } else {
        throw new BadCallException("can't index item of type " + Values.typeName(value));
      }
    }
    return value;
  }

  private static int position(@Nullable Object key, int max) {
    if (!(key instanceof Long index)) {
      throw new BadCallException("cannot index slice/array with type " + Values.typeName(key));
    }
    if (index < 0 || index > max) {
      throw new BadCallException("index out of range: " + index);
    }
    return index.intValue();
  }

  private static Object slice(List<@Nullable Object> arguments) {
    Object value = argument(arguments, 0);
    int size = value instanceof List<?> list ? list.size() : text(arguments, 0).length();
    int from = arguments.size() > 1 ? position(arguments.get(1), size) : 0;
    int to = arguments.size() > 2 ? position(arguments.get(2), size) : size;
    if (from > to) {
      throw new BadCallException("invalid slice index: " + from + " > " + to);
    }
    return value instanceof List<?> list
        ? list.subList(from, to)
        : text(arguments, 0).substring(from, to);
  }

  /** Puts a blank between two arguments where neither is a text, as Go's Sprint does. */
  private static String print(List<@Nullable Object> arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      if (i > 0
          && !(arguments.get(i) instanceof String)
          && !(arguments.get(i - 1) instanceof String)) {
        text.append(' ');
      }
      text.append(Values.format(arguments.get(i)));
    }
    return text.toString();
  }

  private static String println(List<@Nullable Object> arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      text.append(i > 0 ? " " : "").append(Values.format(arguments.get(i)));
    }
    return text.append('\n').toString();
  }

  private static String join(List<@Nullable Object> arguments) {
    Object value = argument(arguments, 0);
    String separator = text(arguments, 1);
    if (value == null) {
      return "";
    }
    if (!(value instanceof List<?> list)) {
      throw new BadCallException(
          "wrong type for value; expected []string; got " + Values.typeName(value));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      text.append(i > 0 ? separator : "").append(Values.format(list.get(i)));
    }
    return text.toString();
  }

  private static List<String> split(String value, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    if (separator.isEmpty()) {
      for (int i = 0; i < value.length(); i++) {
        parts.add(value.substring(i, i + 1));
      }
      return parts;
    }
    for (int at = value.indexOf(separator); at >= 0; at = value.indexOf(separator, from)) {
      parts.add(value.substring(from, at));
      from = at + separator.length();
    }
    parts.add(value.substring(from));
    return parts;
  }
}
