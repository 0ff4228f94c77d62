package dev.kapok.libpod.state;

import dev.kapok.sys.json.JsonKind;
import dev.kapok.sys.json.JsonReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, read in any order and asked for by name. */
final class Fields {
  private final JsonReader json;
  private final Map<String, Object> values = new HashMap<>();

  Fields(JsonReader json) {
    this.json = json;
  }

  /** Reads the object that stands next. */
  static Fields object(JsonReader json) {
    Fields fields = new Fields(json);
    json.beginObject();
    while (json.hasNext()) {
      fields.read(json.nextName());
    }
    json.endObject();
    return fields;
  }

  /** Reads one member's value; arrays of objects are kept as text. */
  void read(String name) {
    JsonKind kind = json.peekKind();
    if (kind == JsonKind.STRING) {
      values.put(name, json.nextString());
    } else if (kind == JsonKind.NUMBER) {
      values.put(name, json.nextLong());
    } else if (kind == JsonKind.BOOLEAN) {
      values.put(name, json.nextBoolean());
    } else if (kind == JsonKind.NULL) {
      json.nextNull();
    } else {
      values.put(name, json.nextRaw());
    }
  }

  @Nullable String text(String name) {
    return (String) values.get(name);
  }

  String text(String name, String missing) {
    Object value = values.get(name);
    return value == null ? missing : (String) value;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  long number(String name) {
    Object value = values.get(name);
    return value == null ? 0 : ((Long) value).longValue();
  }

  @Nullable Long numberOrNull(String name) {
    return (Long) values.get(name);
  }

  List<String> list(String name) {
    List<String> list = listOrNull(name);
    return list == null ? List.of() : list;
  }

  @Nullable List<String> listOrNull(String name) {
    Object value = values.get(name);
    return value == null ? null : new JsonReader((String) value).nextStrings();
  }

  Map<String, String> map(String name) {
    Object value = values.get(name);
    return value == null ? Map.of() : readMap(new JsonReader((String) value));
  }

  /** Returns a reader of the array or object with this name, or null. */
  @Nullable JsonReader raw(String name) {
    Object value = values.get(name);
    return value == null ? null : new JsonReader((String) value);
  }

  static Map<String, String> readMap(JsonReader json) {
    Map<String, String> map = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      map.put(key, json.nextString());
    }
    json.endObject();
    return map;
  }
}
