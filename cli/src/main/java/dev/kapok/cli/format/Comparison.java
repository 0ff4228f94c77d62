package dev.kapok.cli.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's comparing functions: eq (with any number of arguments), ne, lt, le, gt, ge. */
final class Comparison {
  private Comparison() {}

  static boolean compare(String name, List<@Nullable Object> arguments) {
    if (arguments.size() < 2 || (arguments.size() > 2 && !name.equals("eq"))) {
      throw new BadCallException("wrong number of args: want 2 got " + arguments.size());
    }
    Object first = arguments.get(0);
    if (name.equals("eq")) {
      for (int i = 1; i < arguments.size(); i++) {
        if (equal(first, arguments.get(i))) {
          return true;
        }
      }
      return false;
    }
    Object second = arguments.get(1);
    return switch (name) {
      case "ne" -> !equal(first, second);
      case "lt" -> order(first, second) < 0;
      case "le" -> order(first, second) <= 0;
      case "gt" -> order(first, second) > 0;
      default -> order(first, second) >= 0;
    };
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if ((a instanceof Number && b instanceof Number)
        || (a instanceof String && b instanceof String)) {
      return order(a, b) == 0;
    }
    if (a instanceof Boolean && b instanceof Boolean) {
      return a.equals(b);
    }
    throw incompatible(a, b);
  }

  private static int order(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue(), y.doubleValue());
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    throw incompatible(a, b);
  }

  private static BadCallException incompatible(@Nullable Object a, @Nullable Object b) {
    boolean comparable = isScalar(a) && isScalar(b);
    return new BadCallException(
        comparable ? "incompatible types for comparison" : "invalid type for comparison");
  }

  private static boolean isScalar(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }
}
