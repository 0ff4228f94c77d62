package dev.kapok.libpod.config;

import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.file.TextFile;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The compiled form of the configuration files: a JSON file that only its user can write. It holds
 * the stamp of the files that it was made of, and is good as long as they have the same.
 */
final class CompiledConfig {
  private static final int OTHERS = 0077;
  private static final int LARGEST = 1 << 20;

  private final Kernel kernel;
  private final String path;

  CompiledConfig(Kernel kernel, String path) {
    this.kernel = kernel;
    this.path = path;
  }

  /** Returns the settings if they are there and have the stamp, else null. */
  @Nullable Settings read(String stamp) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    FileStat stat = kernel.tree().stat(FileTree.CWD, name);
    // In /tmp, somebody else may have been there first.
    if (stat == null
        || !stat.isRegular()
        || stat.uid() != kernel.pids().uid()
        || (stat.mode() & OTHERS) != 0) {
      return null;
    }
    try {
      return parse(new TextFile(kernel.io()).read(path, LARGEST), stamp);
    } catch (JsonException _) {
      return null;
    } catch (SyscallException _) {
      return null;
    }
  }

  /** Writes the settings, so that a reader sees the old file or the new one. */
  void write(String stamp, Settings settings) {
    new Disk(kernel).makeFolders(path.substring(0, path.lastIndexOf('/')), 0700);
    new AtomicFile(kernel).writeVolatile(path, render(stamp, settings), 0600);
  }

  static String render(String stamp, Settings settings) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("stamp", stamp).strings("notes", settings.notes());
    json.name("values").beginObject();
    for (Map.Entry<String, Object> entry : new TreeMap<>(settings.values()).entrySet()) {
      json.name(entry.getKey());
      Object value = entry.getValue();
      if (value instanceof List<?> list) {
        json.beginArray();
        for (int i = 0; i < list.size(); i++) {
          json.value((String) list.get(i));
        }
        json.endArray();
      } else if (value instanceof Long number) {
        json.value(number);
      } else if (value instanceof Boolean truth) {
        json.value(truth);
      } else {
        json.value((String) value);
      }
    }
    return json.endObject().endObject().toString();
  }

  @SuppressWarnings("unchecked") // the file is this class's own
  static @Nullable Settings parse(String text, String stamp) {
    Map<String, Object> document = Json.parseObject(text);
    if (!stamp.equals(document.get("stamp"))) {
      return null;
    }
    if (document.get("values") instanceof Map<?, ?> values
        && document.get("notes") instanceof List<?> notes) {
      return new Settings((Map<String, Object>) values, (List<String>) notes);
    }
    return null;
  }
}
