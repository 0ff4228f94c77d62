package dev.kapok.sys.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a document value by value, in the order in which it stands there.
 *
 * <pre>{@code
 * reader.beginObject();
 * while (reader.hasNext()) {
 *   switch (reader.nextName()) {
 *     case "id" -> id = reader.nextString();
 *     default -> reader.skipValue();
 *   }
 * }
 * reader.endObject();
 * }</pre>
 *
 * <p>Strict: no comments, no trailing commas, nothing but white space after the value. What RFC
 * 8259 leaves open is done as Go's encoding/json does it, which wrote most documents that the
 * engine reads: a lone surrogate becomes U+FFFD, and a duplicate name is given to the caller each
 * time. Nesting beyond {@link #MAX_DEPTH} is refused. All errors are {@link JsonException}.
 */
public final class JsonReader {
  /** How deep arrays and objects may be nested. */
  public static final int MAX_DEPTH = 512;

  // What may come next in the innermost array or object, or at the top (index 0 of the stack).
  private static final byte START = 0;
  private static final byte DONE = 1;
  private static final byte ARRAY_FIRST = 2;
  private static final byte ARRAY_VALUE = 3;
  private static final byte ARRAY_AFTER = 4;
  private static final byte OBJECT_FIRST = 5;
  private static final byte OBJECT_NAME = 6;
  private static final byte OBJECT_VALUE = 7;
  private static final byte OBJECT_AFTER = 8;

  private final JsonScanner scanner;
  private final byte[] state = new byte[MAX_DEPTH + 1];
  private int depth;

  /** Reads a text. */
  public JsonReader(String text) {
    this(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a text in UTF-8; what is not UTF-8 inside a string becomes U+FFFD. */
  public JsonReader(byte[] text) {
    scanner = new JsonScanner(text);
  }

  /** Enters an object. */
  public void beginObject() {
    beforeValue();
    scanner.expect('{', "an object");
    push(OBJECT_FIRST);
  }

  /** Leaves the object; all its members must have been read. */
  public void endObject() {
    byte now = state[depth];
    if (now != OBJECT_FIRST && now != OBJECT_AFTER) {
      throw scanner.error("the object does not end here");
    }
    scanner.expect('}', "the end of the object");
    pop();
  }

  /** Enters an array. */
  public void beginArray() {
    beforeValue();
    scanner.expect('[', "an array");
    push(ARRAY_FIRST);
  }

  /** Leaves the array; all its values must have been read. */
  public void endArray() {
    byte now = state[depth];
    if (now != ARRAY_FIRST && now != ARRAY_AFTER) {
      throw scanner.error("the array does not end here");
    }
    scanner.expect(']', "the end of the array");
    pop();
  }

  /** Tells whether the innermost array or object has another value or member. */
  public boolean hasNext() {
    return switch (state[depth]) {
      case ARRAY_FIRST -> scanner.peek() != ']';
      case OBJECT_FIRST -> scanner.peek() != '}';
      case ARRAY_AFTER -> separated(']', ARRAY_VALUE);
      case OBJECT_AFTER -> separated('}', OBJECT_NAME);
      case DONE -> false;
      default -> true;
    };
  }

  /** Reads a member's name. */
  public String nextName() {
    if (state[depth] < OBJECT_FIRST || (state[depth] == OBJECT_AFTER && !hasNext())) {
      throw scanner.error("no member follows");
    }
    if (state[depth] == OBJECT_VALUE) {
      throw scanner.error("a member's value was not read");
    }
    String name = scanner.string();
    scanner.expect(':', "a colon after the name");
    state[depth] = OBJECT_VALUE;
    return name;
  }

  /** Reads a string. */
  public String nextString() {
    beforeValue();
    String value = scanner.string();
    afterValue();
    return value;
  }

  /** Reads a whole number; 1.0 and 1e3 are whole, and what does not fit is an error. */
  public long nextLong() {
    beforeValue();
    long value = scanner.integer();
    afterValue();
    return value;
  }

  /** Reads a number. */
  public double nextDouble() {
    beforeValue();
    double value = scanner.number();
    afterValue();
    return value;
  }

  /** Reads a number as a Long, a BigInteger where it is too large for one, or a Double. */
  Number nextNumber() {
    beforeValue();
    Number value = scanner.anyNumber();
    afterValue();
    return value;
  }

  /** Reads true or false. */
  public boolean nextBoolean() {
    beforeValue();
    boolean value = scanner.peek() == 't';
    scanner.word(value ? "true" : "false");
    afterValue();
    return value;
  }

  /** Tells whether the next value is null, without reading it. */
  public boolean isNull() {
    beforeValue();
    return scanner.peek() == 'n';
  }

  /** Reads a null. */
  public void nextNull() {
    beforeValue();
    scanner.word("null");
    afterValue();
  }

  /** Reads an array of strings; a null gives an empty list. */
  public List<String> nextStrings() {
    List<String> values = new ArrayList<>();
    if (isNull()) {
      nextNull();
      return values;
    }
    beginArray();
    while (hasNext()) {
      values.add(nextString());
    }
    endArray();
    return values;
  }

  /** Reads over the next value, whatever it holds; its form is checked all the same. */
  public void skipValue() {
    int outside = depth;
    do {
      if (depth > outside && !hasNext()) {
        leave();
      } else {
        skipOne();
      }
    } while (depth > outside);
  }

  /** Reads over the next value and returns it as it stands in the document. */
  public String nextRaw() {
    beforeValue();
    scanner.peek();
    int start = scanner.offset();
    skipValue();
    return scanner.text(start).trim();
  }

  /** Tells what comes next, without reading it. */
  public JsonKind peekKind() {
    byte now = state[depth];
    if (now >= OBJECT_FIRST && now != OBJECT_VALUE) {
      return JsonKind.NAME;
    }
    if (!hasNext()) {
      return JsonKind.END;
    }
    return switch (scanner.peek()) {
      case '{' -> JsonKind.OBJECT;
      case '[' -> JsonKind.ARRAY;
      case '"' -> JsonKind.STRING;
      case 't', 'f' -> JsonKind.BOOLEAN;
      case 'n' -> JsonKind.NULL;
      default -> JsonKind.NUMBER;
    };
  }

  private void skipOne() {
    if (state[depth] >= OBJECT_FIRST && state[depth] != OBJECT_VALUE) {
      nextName();
    }
    beforeValue();
    switch (scanner.peek()) {
      case '{' -> beginObject();
      case '[' -> beginArray();
      case 't', 'f' -> nextBoolean();
      case 'n' -> nextNull();
      case '"' -> {
        scanner.skipString();
        afterValue();
      }
      default -> nextDouble();
    }
  }

  private void leave() {
    if (state[depth] >= OBJECT_FIRST) {
      endObject();
    } else {
      endArray();
    }
  }

  private boolean separated(char end, byte next) {
    int c = scanner.peek();
    if (c == end) {
      return false;
    }
    scanner.expect(',', "a comma or " + end);
    state[depth] = next;
    return true;
  }

  private void beforeValue() {
    switch (state[depth]) {
      case START, ARRAY_FIRST, ARRAY_VALUE, OBJECT_VALUE -> {}
      case ARRAY_AFTER -> {
        if (!hasNext()) {
          throw scanner.error("the array has no more values");
        }
      }
      case DONE -> throw scanner.error("the document has no more values");
      default -> throw scanner.error("a member's name must be read before its value");
    }
  }

  private void afterValue() {
    switch (state[depth]) {
      case ARRAY_FIRST, ARRAY_VALUE -> state[depth] = ARRAY_AFTER;
      case OBJECT_VALUE -> state[depth] = OBJECT_AFTER;
      default -> {
        state[depth] = DONE;
        scanner.end();
      }
    }
  }

  private void push(byte first) {
    if (depth == MAX_DEPTH) {
      throw scanner.error("nested deeper than " + MAX_DEPTH);
    }
    state[++depth] = first;
  }

  private void pop() {
    depth--;
    afterValue();
  }
}
