package dev.kapok.cli.format;

import dev.kapok.cli.format.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a template into tokens. */
final class Lexer {
  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  List<Token> tokens() {
    boolean trim = false;
    while (position < text.length()) {
      int open = text.indexOf("{{", position);
      boolean trimEnd = open >= 0 && isTrim(open + 2);
      plain(open < 0 ? text.length() : open, trim, trimEnd);
      if (open < 0) {
        break;
      }
      position = open + (trimEnd ? 3 : 2);
      trim = isComment() ? comment() : action(open);
    }
    tokens.add(new Token(Kind.END, "", false, text.length()));
    return tokens;
  }

  /** A dash followed by a blank, after "{{". */
  private boolean isTrim(int at) {
    return at + 1 < text.length() && text.charAt(at) == '-' && isBlank(text.charAt(at + 1));
  }

  private void plain(int end, boolean trimStart, boolean trimEnd) {
    int from = position;
    int to = end;
    while (trimStart && from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (trimEnd && from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    if (from < to) {
      tokens.add(new Token(Kind.TEXT, text.substring(from, to), false, from));
    }
  }

  private boolean isComment() {
    int at = position;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return text.startsWith("/*", at);
  }

  private boolean comment() {
    int end = text.indexOf("*/", position);
    if (end < 0) {
      throw source.parseError(position, "unclosed comment");
    }
    position = end + 2;
    boolean trim = closesTrimmed();
    skipBlanks();
    if (trim) {
      position++;
    }
    if (!text.startsWith("}}", position)) {
      throw source.parseError(position, "comment ends before closing delimiter");
    }
    position += 2;
    return trim;
  }

  /** Reads up to "}}"; returns whether the blanks behind it go. */
  private boolean action(int open) {
    tokens.add(new Token(Kind.OPEN, "{{", false, open));
    while (true) {
      boolean trim = closesTrimmed();
      boolean spaced = skipBlanks();
      if (position >= text.length()) {
        throw source.parseError(open, "unclosed action");
      }
      if (trim) {
        position++;
      }
      if (text.startsWith("}}", position)) {
        tokens.add(new Token(Kind.CLOSE, "}}", spaced, position));
        position += 2;
        return trim;
      }
      tokens.add(next(spaced));
    }
  }

  /** Tells whether a blank, a dash and "}}" come next. */
  private boolean closesTrimmed() {
    int at = position;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at > position && text.startsWith("-}}", at);
  }

  private boolean skipBlanks() {
    int start = position;
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
    return position > start;
  }

  private Token next(boolean spaced) {
    int start = position;
    char c = text.charAt(start);
    Kind single = single(c);
    if (single != null) {
      position++;
      return new Token(single, text.substring(start, position), spaced, start);
    }
    if (c == '"' || c == '`' || c == '\'') {
      return quoted(spaced);
    }
    if (text.startsWith(":=", start)) {
      position += 2;
      return new Token(Kind.DECLARE, ":=", spaced, start);
    }
    if (c == '$') {
      position++;
      return new Token(Kind.VARIABLE, "$" + name(), spaced, start);
    }
    if (c == '.' && !isDigitAt(start + 1)) {
      position++;
      String name = name();
      return new Token(name.isEmpty() ? Kind.DOT : Kind.FIELD, name, spaced, start);
    }
    if (isDigitAt(start) || c == '.' || c == '-' || c == '+') {
      return number(spaced);
    }
    String word = name();
    if (word.isEmpty()) {
      throw source.parseError(
          start, "unexpected " + Source.quote(String.valueOf(c)) + " in action");
    }
    return new Token(Kind.WORD, word, spaced, start);
  }

  private static @Nullable Kind single(char c) {
    return switch (c) {
      case '(' -> Kind.LEFT;
      case ')' -> Kind.RIGHT;
      case '|' -> Kind.PIPE;
      case ',' -> Kind.COMMA;
      case '=' -> Kind.ASSIGN;
      default -> null;
    };
  }

  private String name() {
    int start = position;
    while (position < text.length() && isNamePart(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private Token number(boolean spaced) {
    int start = position++;
    while (position < text.length()
        && (isNamePart(text.charAt(position)) || text.charAt(position) == '.')) {
      position++;
    }
    return new Token(Kind.NUMBER, text.substring(start, position), spaced, start);
  }

  /** A character constant counts as a number, as in Go. */
  private Token quoted(boolean spaced) {
    int start = position;
    QuotedText quoted = QuotedText.read(source, start);
    position = quoted.end();
    if (text.charAt(start) != '\'') {
      return new Token(Kind.STRING, quoted.value(), spaced, start);
    }
    if (quoted.value().codePointCount(0, quoted.value().length()) != 1) {
      throw source.parseError(start, "malformed character constant");
    }
    return new Token(Kind.NUMBER, Integer.toString(quoted.value().codePointAt(0)), spaced, start);
  }

  private boolean isDigitAt(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
