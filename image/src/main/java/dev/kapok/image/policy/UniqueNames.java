package dev.kapok.image.policy;

import dev.kapok.sys.json.JsonReader;
import java.util.HashSet;
import java.util.Set;

/**
 * Refuses documents in which an object has two members with one name. One reader takes the first
 * for what is meant and another the last, which must not happen to rules of security.
 */
final class UniqueNames {
  private UniqueNames() {}

  /**
   * Looks through a document.
   *
   * @throws IllegalArgumentException where a name is there twice; the message has it
   * @throws dev.kapok.sys.json.JsonException where it is no JSON
   */
  static void require(String text) {
    value(new JsonReader(text));
  }

  private static void value(JsonReader reader) {
    switch (reader.peekKind()) {
      case OBJECT -> object(reader);
      case ARRAY -> {
        reader.beginArray();
        while (reader.hasNext()) {
          value(reader);
        }
        reader.endArray();
      }
      default -> reader.skipValue();
    }
  }

  private static void object(JsonReader reader) {
    Set<String> names = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (!names.add(name)) {
        throw new IllegalArgumentException("the key \"" + name + "\" is there twice");
      }
      value(reader);
    }
    reader.endObject();
  }
}
