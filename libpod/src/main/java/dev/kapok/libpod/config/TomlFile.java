package dev.kapok.libpod.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.kapok.libpod.KapokException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One configuration file, read into settings that weaker files left.
 *
 * <p>A value replaces the one before; a list with the element {@code {append=true}} is added to it.
 */
final class TomlFile {
  private static final TomlMapper MAPPER = new TomlMapper();

  private final String file;
  private final Map<String, Object> values;
  private final List<String> notes;

  TomlFile(String file, Map<String, Object> values, List<String> notes) {
    this.file = file;
    this.values = values;
    this.notes = notes;
  }

  /** Reads the file. */
  void read() {
    addTable("", tree());
  }

  private JsonNode tree() {
    try {
      return MAPPER.readTree(Files.readString(Path.of(file)));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw invalid((at == null ? "" : "line " + at.getLineNr() + ": ") + e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private void addTable(String prefix, JsonNode table) {
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      String key = prefix + entry.getKey();
      if (entry.getValue().isObject()) {
        addTable(key + ".", entry.getValue());
      } else {
        addValue(key, entry.getValue());
      }
    }
  }

  private void addValue(String key, JsonNode node) {
    ConfigKeys.Type type = ConfigKeys.type(key);
    if (type == null) {
      notes.add(key + " in " + file + " has no effect: " + ConfigKeys.reason(key));
      return;
    }
    boolean fits =
        switch (type) {
          case TEXT -> node.isTextual();
          case NUMBER -> node.isIntegralNumber() && node.canConvertToLong();
          case TRUTH -> node.isBoolean();
          case LIST -> node.isArray();
        };
    if (!fits) {
      throw invalid(key + " must be " + type.words());
    }
    switch (type) {
      case TEXT -> values.put(key, node.textValue());
      case NUMBER -> values.put(key, node.longValue());
      case TRUTH -> values.put(key, node.booleanValue());
      case LIST -> values.put(key, list(key, node));
    }
  }

  private List<String> list(String key, JsonNode array) {
    List<String> list = new ArrayList<>();
    boolean append = false;
    for (JsonNode element : array) {
      if (element.isTextual()) {
        list.add(element.textValue());
      } else if (element.isObject() && element.size() == 1 && element.path("append").isBoolean()) {
        append = element.path("append").booleanValue();
      } else {
        throw invalid(key + " must be " + ConfigKeys.Type.LIST.words());
      }
    }
    if (append && values.get(key) instanceof List<?> before) {
      List<String> both = new ArrayList<>();
      before.forEach(text -> both.add((String) text));
      both.addAll(list);
      return both;
    }
    return list;
  }

  private KapokException invalid(String reason) {
    return new KapokException(KapokException.Kind.INVALID, "read " + file + ": " + reason);
  }
}
