package dev.kapok.cli.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Go's Printf, as far as scripts use it: %v %s %q %d %t %x %X %o %b %c %e %f %g %%, with flags,
 * width and precision. What does not fit is printed as Go does, {@code %!d(string=x)}, and is no
 * error.
 */
final class Printf {
  private final String format;
  private final List<@Nullable Object> arguments;
  private final StringBuilder text = new StringBuilder();
  private int position;
  private int next;

  private Printf(String format, List<@Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  static String format(String format, List<@Nullable Object> arguments) {
    return new Printf(format, arguments).run();
  }

  private String run() {
    while (position < format.length()) {
      char c = format.charAt(position++);
      if (c == '%') {
        directive();
      } else {
        text.append(c);
      }
    }
    if (next < arguments.size()) {
      text.append("%!(EXTRA ");
      for (int i = next; i < arguments.size(); i++) {
        text.append(i > next ? ", " : "").append(typed(arguments.get(i)));
      }
      text.append(')');
    }
    return text.toString();
  }

  private void directive() {
    String flags = flags();
    int width = number();
    int precision = -1;
    if (position < format.length() && format.charAt(position) == '.') {
      position++;
      precision = Math.max(number(), 0);
    }
    if (position >= format.length()) {
      text.append("%!(NOVERB)");
      return;
    }
    char verb = format.charAt(position++);
    if (verb == '%') {
      text.append('%');
    } else if (next >= arguments.size()) {
      text.append("%!").append(verb).append("(MISSING)");
    } else {
      String value = PrintfValue.of(verb, flags, precision, arguments.get(next));
      append(value == null ? bad(verb, arguments.get(next)) : value, flags, width);
      next++;
    }
  }

  private String flags() {
    int start = position;
    while (position < format.length() && "+-# 0".indexOf(format.charAt(position)) >= 0) {
      position++;
    }
    return format.substring(start, position);
  }

  /** Reads a number of at most four digits; −1 where there is none. */
  private int number() {
    int value = -1;
    while (position < format.length() && Character.isDigit(format.charAt(position))) {
      value = Math.min(Math.max(value, 0) * 10 + format.charAt(position) - '0', 9999);
      position++;
    }
    return value;
  }

  private void append(String value, String flags, int width) {
    int missing = width - value.codePointCount(0, value.length());
    if (flags.indexOf('-') >= 0) {
      text.append(value).append(Texts.blanks(missing));
    } else if (flags.indexOf('0') >= 0 && missing > 0) {
      boolean signed = value.startsWith("-") || value.startsWith("+");
      text.append(signed ? value.substring(0, 1) : "")
          .append("0".repeat(missing))
          .append(signed ? value.substring(1) : value);
    } else {
      text.append(Texts.blanks(missing)).append(value);
    }
  }

  private static String bad(char verb, @Nullable Object value) {
    return "%!" + verb + "(" + typed(value) + ")";
  }

  private static String typed(@Nullable Object value) {
    return value == null ? "<nil>" : Values.typeName(value) + "=" + Values.format(value);
  }
}
