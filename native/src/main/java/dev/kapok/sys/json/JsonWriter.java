package dev.kapok.sys.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document value by value; every method returns the writer.
 *
 * <pre>{@code
 * String json = new JsonWriter()
 *     .beginObject().field("id", id).strings("names", names).endObject().toString();
 * }</pre>
 *
 * <p>A value where none may stand (a member without a name, a second value at the top) is a mistake
 * of the caller: {@link IllegalStateException}.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);
  private final @Nullable String indent;
  private boolean[] objects = new boolean[16];
  private int depth;
  private boolean empty = true;
  private boolean named;

  /** Writes without white space. */
  public JsonWriter() {
    this.indent = null;
  }

  /**
   * Writes one value a line.
   *
   * @param indent what stands before a line once for each level; null as {@link #JsonWriter()}
   */
  public JsonWriter(@Nullable String indent) {
    this.indent = indent;
  }

  /** Begins an object. */
  public JsonWriter beginObject() {
    return begin('{', true);
  }

  /** Ends the object. */
  public JsonWriter endObject() {
    return end('}', true);
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    return begin('[', false);
  }

  /** Ends the array. */
  public JsonWriter endArray() {
    return end(']', false);
  }

  /** Writes a member's name; its value must follow. */
  public JsonWriter name(String name) {
    if (depth == 0 || !objects[depth] || named) {
      throw new IllegalStateException("no name may stand here: " + name);
    }
    separate();
    quote(name);
    out.append(indent == null ? ":" : ": ");
    named = true;
    return this;
  }

  /** Writes a text; null writes null. */
  public JsonWriter value(@Nullable String value) {
    before();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** Writes a whole number. */
  public JsonWriter value(long value) {
    before();
    out.append(value);
    return this;
  }

  /** Writes true or false. */
  public JsonWriter value(boolean value) {
    before();
    out.append(value);
    return this;
  }

  /** Writes a number, without a fraction where it has none; JSON knows no NaN and no infinity. */
  public JsonWriter value(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("JSON has no number " + value);
    }
    before();
    if (value == (long) value && Math.abs(value) < 1e15) {
      out.append((long) value);
    } else {
      out.append(value);
    }
    return this;
  }

  /** Writes null. */
  public JsonWriter nullValue() {
    before();
    out.append("null");
    return this;
  }

  /** Writes a value that is JSON already, as it is. */
  public JsonWriter raw(String json) {
    before();
    out.append(json);
    return this;
  }

  /** Writes a member with a text; null writes null. */
  public JsonWriter field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  /** Writes a member with a whole number. */
  public JsonWriter field(String name, long value) {
    return name(name).value(value);
  }

  /** Writes a member with true or false. */
  public JsonWriter field(String name, boolean value) {
    return name(name).value(value);
  }

  /** Writes a member with an array of texts. */
  public JsonWriter strings(String name, List<String> values) {
    name(name).beginArray();
    for (int i = 0; i < values.size(); i++) {
      value(values.get(i));
    }
    return endArray();
  }

  /** Returns the document, which must be complete. */
  @Override
  public String toString() {
    if (depth != 0 || empty) {
      throw new IllegalStateException("the document is not complete");
    }
    return out.toString();
  }

  private JsonWriter begin(char bracket, boolean object) {
    before();
    if (++depth == objects.length) {
      boolean[] larger = new boolean[2 * depth];
      System.arraycopy(objects, 0, larger, 0, depth);
      objects = larger;
    }
    objects[depth] = object;
    empty = true;
    out.append(bracket);
    return this;
  }

  private JsonWriter end(char bracket, boolean object) {
    if (depth == 0 || objects[depth] != object || named) {
      throw new IllegalStateException("nothing ends here with " + bracket);
    }
    depth--;
    if (!empty) {
      newLine();
    }
    empty = false;
    out.append(bracket);
    return this;
  }

  private void before() {
    if (named) {
      named = false;
    } else if (depth == 0 ? !empty : objects[depth]) {
      throw new IllegalStateException("no value may stand here");
    } else {
      separate();
    }
    empty = false;
  }

  private void separate() {
    if (!empty) {
      out.append(',');
    }
    if (depth > 0) {
      newLine();
    }
    empty = false;
  }

  private void newLine() {
    if (indent != null) {
      out.append('\n');
      for (int i = 0; i < depth; i++) {
        out.append(indent);
      }
    }
  }

  private void quote(String value) {
    out.append('"');
    // One copy of the bytes is cheaper to look through, interpreted, than charAt is.
    if (needsEscape(value.getBytes(StandardCharsets.UTF_8))) {
      for (int i = 0; i < value.length(); i++) {
        escape(value.charAt(i));
      }
    } else {
      out.append(value);
    }
    out.append('"');
  }

  private static boolean needsEscape(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      byte c = text[i];
      if ((c < ' ' && c >= 0) || c == '"' || c == '\\') {
        return true;
      }
    }
    return false;
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          out.append(c);
        }
      }
    }
  }
}
