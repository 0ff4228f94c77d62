package dev.kapok.cli.format;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Go would say of a value. */
final class Values {
  private Values() {}

  /** Tells whether a value counts as true: not empty, not zero, not nil. */
  static boolean isTrue(@Nullable Object value) {
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return !(value instanceof Map<?, ?> map) || !map.isEmpty();
  }

  /** Prints a value as an action does. */
  static String print(@Nullable Object value) {
    if (value == null) {
      return "<no value>";
    }
    if (value instanceof String text) {
      return text;
    }
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  /** Prints a value as Go's %v does. */
  static String format(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value == null) {
      text.append("<nil>");
    } else if (value instanceof List<?> list) {
      text.append('[');
      for (int i = 0; i < list.size(); i++) {
        if (i > 0) {
          text.append(' ');
        }
        append(text, list.get(i));
      }
      text.append(']');
    } else if (value instanceof Map<?, ?> map) {
      appendMap(text, map);
    } else if (value instanceof Double number) {
      text.append(number(number));
    } else {
      text.append(value.toString());
    }
  }

  private static void appendMap(StringBuilder text, Map<?, ?> map) {
    Object[] keys = map.keySet().toArray();
    Arrays.sort(keys);
    text.append("map[");
    for (int i = 0; i < keys.length; i++) {
      if (i > 0) {
        text.append(' ');
      }
      append(text, keys[i]);
      text.append(':');
      append(text, map.get(keys[i]));
    }
    text.append(']');
  }

  /** Prints a number in the shortest way; whole numbers without a point. */
  static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    return Double.toString(number);
  }

  /** Returns what Go would call the type. */
  static String typeName(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Long) {
      return "int";
    }
    if (value instanceof Double) {
      return "float64";
    }
    return value instanceof List ? "[]interface {}" : "map[string]interface {}";
  }
}
