package dev.kapok.image.registry.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of TOML tables by their kind. Another kind than is wanted is an error: {@code
 * blocked = "yes"} must not mean that nothing is blocked.
 */
final class ConfNodes {
  private ConfNodes() {}

  /** Returns a text, or {@code otherwise} where there is none. */
  static String text(JsonNode table, String name, String otherwise) {
    JsonNode node = table.get(name);
    return node == null ? otherwise : text(node, name);
  }

  /** Returns what is true or false; false where there is none. */
  static boolean flag(JsonNode table, String name) {
    JsonNode node = table.get(name);
    if (node != null && !node.isBoolean()) {
      throw new IllegalArgumentException(name + " must be true or false");
    }
    return node != null && node.asBoolean();
  }

  /** Returns a list of texts, empty where there is none. */
  static List<String> texts(JsonNode table, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : array(table.get(name), name)) {
      texts.add(text(node, name));
    }
    return List.copyOf(texts);
  }

  /** Returns a list of tables, empty where there is none. */
  static List<JsonNode> tables(JsonNode table, String name) {
    List<JsonNode> tables = new ArrayList<>();
    for (JsonNode node : array(table.get(name), name)) {
      if (!node.isObject()) {
        throw new IllegalArgumentException("[[" + name + "]] must be a table");
      }
      tables.add(node);
    }
    return tables;
  }

  /** Returns a table of texts, in its order; empty where there is none. */
  static Map<String, String> table(JsonNode table, String name) {
    JsonNode node = table.get(name);
    if (node != null && !node.isObject()) {
      throw new IllegalArgumentException("[" + name + "] must be a table");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    if (node != null) {
      node.properties().forEach(one -> texts.put(one.getKey(), text(one.getValue(), one.getKey())));
    }
    return texts;
  }

  private static Iterable<JsonNode> array(@Nullable JsonNode node, String name) {
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw new IllegalArgumentException(name + " must be a list");
    }
    return node;
  }

  private static String text(JsonNode node, String name) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException(name + " must be a text");
    }
    return node.asText();
  }
}
