package dev.kapok.sys.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents as trees of plain collections: {@code LinkedHashMap<String, Object>}, {@code
 * ArrayList<Object>}, String, Long, BigInteger, Double, Boolean, null.
 *
 * <p>For documents that are passed on or looked into; a document that is read often has a codec on
 * {@link JsonReader}. Of members with the same name the last one counts. A number that is written
 * without fraction and exponent is a Long, or a BigInteger where that is too small (limits in the
 * OCI runtime specification are unsigned); any other is a Double.
 */
public final class Json {
  private Json() {}

  /** Reads a document. */
  public static @Nullable Object parse(String text) {
    return read(new JsonReader(text));
  }

  /** Reads a document that must be an object. */
  public static Map<String, Object> parseObject(String text) {
    JsonReader reader = new JsonReader(text);
    return object(reader);
  }

  /** Reads the next value of a reader as a tree. */
  public static @Nullable Object read(JsonReader reader) {
    return switch (reader.peekKind()) {
      case OBJECT -> object(reader);
      case ARRAY -> array(reader);
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> reader.nextNumber();
    };
  }

  /**
   * Writes a tree.
   *
   * @param indent as in {@link JsonWriter#JsonWriter(String)}
   * @throws IllegalArgumentException for an object that is none of the kinds named above (Integer
   *     is one more)
   */
  public static String write(@Nullable Object value, @Nullable String indent) {
    JsonWriter writer = new JsonWriter(indent);
    write(writer, value);
    return writer.toString();
  }

  /** Writes a tree as the next value of a writer. */
  public static void write(JsonWriter writer, @Nullable Object value) {
    if (value == null) {
      writer.nullValue();
    } else if (value instanceof String text) {
      writer.value(text);
    } else if (value instanceof Map<?, ?> members) {
      writer.beginObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        writer.name((String) member.getKey());
        write(writer, member.getValue());
      }
      writer.endObject();
    } else if (value instanceof List<?> values) {
      writer.beginArray();
      for (int i = 0; i < values.size(); i++) {
        write(writer, values.get(i));
      }
      writer.endArray();
    } else {
      writeScalar(writer, value);
    }
  }

  /** Returns a member that is a text; null where it is missing or null. */
  public static @Nullable String string(Map<String, Object> object, String name) {
    return (String) member(object, name, String.class, "a string");
  }

  /** Returns a member that is a whole number; {@code otherwise} where it is missing or null. */
  public static long number(Map<String, Object> object, String name, long otherwise) {
    Long value = (Long) member(object, name, Long.class, "a whole number");
    return value == null ? otherwise : value;
  }

  /** Returns a member that is true or false; false where it is missing or null. */
  public static boolean flag(Map<String, Object> object, String name) {
    Boolean value = (Boolean) member(object, name, Boolean.class, "true or false");
    return value != null && value;
  }

  /** Returns a member that is an object; an empty one where it is missing or null. */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  public static Map<String, Object> object(Map<String, Object> object, String name) {
    Object value = member(object, name, Map.class, "an object");
    return value == null ? new LinkedHashMap<>() : (Map<String, Object>) value;
  }

  /** Returns a member that is an array; an empty one where it is missing or null. */
  @SuppressWarnings("unchecked") // the reader makes lists of Object only
  public static List<Object> array(Map<String, Object> object, String name) {
    Object value = member(object, name, List.class, "an array");
    return value == null ? new ArrayList<>() : (List<Object>) value;
  }

  /** Returns a member that is an array of texts; an empty one where it is missing or null. */
  public static List<String> strings(Map<String, Object> object, String name) {
    List<Object> values = array(object, name);
    List<String> strings = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (!(values.get(i) instanceof String text)) {
        throw new JsonException("the member " + name + " is not an array of strings", -1);
      }
      strings.add(text);
    }
    return strings;
  }

  private static @Nullable Object member(
      Map<String, Object> object, String name, Class<?> kind, String words) {
    Object value = object.get(name);
    if (value != null && !kind.isInstance(value)) {
      throw new JsonException("the member " + name + " is not " + words, -1);
    }
    return value;
  }

  private static Map<String, Object> object(JsonReader reader) {
    Map<String, Object> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      members.put(name, read(reader));
    }
    reader.endObject();
    return members;
  }

  private static List<Object> array(JsonReader reader) {
    List<Object> values = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      values.add(read(reader));
    }
    reader.endArray();
    return values;
  }

  private static void writeScalar(JsonWriter writer, Object value) {
    if (value instanceof Long number) {
      writer.value(number.longValue());
    } else if (value instanceof Integer number) {
      writer.value(number.longValue());
    } else if (value instanceof Boolean flag) {
      writer.value(flag.booleanValue());
    } else if (value instanceof Double number) {
      writer.value(number.doubleValue());
    } else if (value instanceof BigInteger number) {
      writer.raw(number.toString());
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
    }
  }
}
