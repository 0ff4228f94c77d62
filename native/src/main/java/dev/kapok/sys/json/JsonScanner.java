package dev.kapok.sys.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of a document: white space, words, numbers and strings.
 *
 * <p>Works on UTF-8, whose bytes below 0x80 stand for themselves, so that a text without escapes is
 * copied and never decoded character by character.
 */
final class JsonScanner {
  private static final int EOF = -1;

  private final byte[] text;
  private int at;

  JsonScanner(byte[] text) {
    this.text = text;
  }

  int offset() {
    return at;
  }

  /** Returns what stands between {@code start} and the place reached. */
  String text(int start) {
    return new String(text, start, at - start, StandardCharsets.UTF_8);
  }

  /** Skips white space and returns the byte that follows, −1 at the end. */
  int peek() {
    byte[] bytes = text;
    int i = at;
    while (i < bytes.length) {
      byte c = bytes[i];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        at = i;
        return c & 0xff;
      }
      i++;
    }
    at = i;
    return EOF;
  }

  void expect(char c, String what) {
    if (peek() != c) {
      throw unexpected(what);
    }
    at++;
  }

  void word(String word) {
    peek();
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || text[at + i] != word.charAt(i)) {
        throw unexpected(word);
      }
    }
    at += word.length();
  }

  /** Checks that nothing but white space follows. */
  void end() {
    if (peek() != EOF) {
      throw unexpected("the end of the document");
    }
  }

  String string() {
    expect('"', "a string");
    int start = at;
    byte[] bytes = text;
    int i = start;
    int high = 0;
    while (i < bytes.length) {
      byte c = bytes[i];
      if (c == '"') {
        at = i + 1;
        return plain(start, i, high < 0);
      }
      if (c == '\\') {
        return escaped(start, i);
      }
      if (c >= 0 && c < ' ') {
        at = i;
        throw error("a control character in a string");
      }
      high |= c;
      i++;
    }
    at = i;
    throw error("a string without its end");
  }

  void skipString() {
    expect('"', "a string");
    while (at < text.length) {
      byte c = text[at];
      if (c == '"') {
        at++;
        return;
      }
      if (c == '\\') {
        escape();
      } else if (c >= 0 && c < ' ') {
        throw error("a control character in a string");
      } else {
        at++;
      }
    }
    throw error("a string without its end");
  }

  private String plain(int start, int end, boolean wide) {
    return new String(
        text, start, end - start, wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private String escaped(int start, int firstEscape) {
    StringBuilder out = new StringBuilder();
    int from = start;
    at = firstEscape;
    while (at < text.length) {
      byte c = text[at];
      if (c == '"' || c == '\\') {
        out.append(plain(from, at, true));
        if (c == '"') {
          at++;
          return out.toString();
        }
        out.appendCodePoint(escape());
        from = at;
      } else if (c >= 0 && c < ' ') {
        throw error("a control character in a string");
      } else {
        at++;
      }
    }
    throw error("a string without its end");
  }

  /** Reads an escape, or two that make a surrogate pair, and returns what it stands for. */
  private int escape() {
    int c = at + 1 < text.length ? text[at + 1] : EOF;
    int value =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> -2;
          default -> throw error("an unknown escape");
        };
    if (value != -2) {
      at += 2;
      return value;
    }
    return unicode();
  }

  private int unicode() {
    int first = hex(at + 2);
    at += 6;
    if (first < 0xd800 || first > 0xdfff) {
      return first;
    }
    if (first < 0xdc00 && at + 1 < text.length && text[at] == '\\' && text[at + 1] == 'u') {
      int second = hex(at + 2);
      if (second >= 0xdc00 && second <= 0xdfff) {
        at += 6;
        return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
      }
    }
    return 0xfffd;
  }

  private int hex(int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < text.length ? Character.digit(text[i], 16) : -1;
      if (digit < 0) {
        throw error("an escape without four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  long integer() {
    int start = scanNumber();
    int i = text[start] == '-' ? start + 1 : start;
    long value = 0;
    if (at - i <= 18) {
      for (; i < at && text[i] >= '0' && text[i] <= '9'; i++) {
        value = value * 10 + (text[i] - '0');
      }
      if (i == at) {
        return text[start] == '-' ? -value : value;
      }
    }
    return largeOrFraction(start);
  }

  private long largeOrFraction(int start) {
    String digits = text(start);
    try {
      if (digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException e) {
      throw new JsonException("the number " + digits + " is too large", start);
    }
    double value = Double.parseDouble(digits);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new JsonException(digits + " is not a whole number", start);
    }
    return (long) value;
  }

  double number() {
    int start = scanNumber();
    double value = Double.parseDouble(text(start));
    if (Double.isInfinite(value)) {
      throw new JsonException("the number " + text(start) + " is too large", start);
    }
    return value;
  }

  /** Reads a number as a Long, a BigInteger where it is too large for one, or a Double. */
  Number anyNumber() {
    int start = scanNumber();
    for (int i = start; i < at; i++) {
      if (text[i] != '-' && !digitAt(i)) {
        at = start;
        return number();
      }
    }
    try {
      return Long.parseLong(text(start));
    } catch (NumberFormatException e) {
      return new BigInteger(text(start));
    }
  }

  /** Goes over a number as RFC 8259, section 6, has it, and returns where it starts. */
  private int scanNumber() {
    int c = peek();
    int start = at;
    if (c == '-') {
      at++;
    }
    if (!digitAt(at)) {
      at = start;
      throw unexpected("a number");
    }
    if (text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (digitAt(at)) {
      throw error("a number with a leading zero");
    }
    if (is('.')) {
      at++;
      digits();
    }
    if (is('e') || is('E')) {
      at++;
      if (is('+') || is('-')) {
        at++;
      }
      digits();
    }
    return start;
  }

  private void digits() {
    if (!digitAt(at)) {
      throw error("a number without a digit where one must be");
    }
    while (digitAt(at)) {
      at++;
    }
  }

  private boolean digitAt(int i) {
    return i < text.length && text[i] >= '0' && text[i] <= '9';
  }

  private boolean is(char c) {
    return at < text.length && text[at] == c;
  }

  JsonException unexpected(String wanted) {
    int c = peek();
    if (c == EOF) {
      return error("expected " + wanted + ", found the end");
    }
    return error(
        "expected " + wanted + ", found " + (c > ' ' && c < 0x7f ? "" + (char) c : "byte " + c));
  }

  JsonException error(String message) {
    return new JsonException(message, at);
  }
}
