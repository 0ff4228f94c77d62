package dev.kapok.cli.format;

/**
 * A quoted text of a template, with its escapes undone.
 *
 * @param end where the template goes on
 */
record QuotedText(String value, int end) {
  static QuotedText read(Source source, int start) {
    String text = source.text();
    char quote = text.charAt(start);
    StringBuilder value = new StringBuilder();
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == quote) {
        return new QuotedText(value.toString(), i + 1);
      }
      if (c == '\\' && quote != '`') {
        i = escape(source, i, value);
      } else if (c == '\n' && quote != '`') {
        break;
      } else {
        value.append(c);
        i++;
      }
    }
    throw source.parseError(start, "unterminated quoted string");
  }

  /** Undoes the escape at {@code at}; returns what comes behind it. */
  private static int escape(Source source, int at, StringBuilder value) {
    String text = source.text();
    if (at + 1 >= text.length()) {
      throw source.parseError(at, "unterminated quoted string");
    }
    char c = text.charAt(at + 1);
    int digits =
        switch (c) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    if (digits > 0) {
      return code(source, at, digits, value);
    }
    value.append(simple(source, at, c));
    return at + 2;
  }

  private static char simple(Source source, int at, char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> '\u0007';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> '\u000b';
      case '0' -> '\0';
      case '\\', '"', '\'' -> c;
      default -> throw source.parseError(at, "invalid escape \\" + c);
    };
  }

  private static int code(Source source, int at, int digits, StringBuilder value) {
    String text = source.text();
    int end = at + 2 + digits;
    try {
      int code = end > text.length() ? -1 : Integer.parseInt(text, at + 2, end, 16);
      if (Character.isValidCodePoint(code)) {
        value.appendCodePoint(code);
        return end;
      }
    } catch (NumberFormatException e) {
      // reported below, like a code that is too large
    }
    throw source.parseError(at, "invalid escape \\" + text.charAt(at + 1));
  }
}
