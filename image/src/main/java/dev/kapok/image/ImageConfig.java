package dev.kapok.image;

import dev.kapok.sys.json.JsonReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an image's configuration document says (OCI image spec, config.md; docker's has the same
 * form). Immutable; on the path of commands that must start fast.
 *
 * <p>What the document does not have is an empty list, map or text here; null only where that is
 * said.
 */
public final class ImageConfig {
  private String architecture = "";
  private String os = "";
  private @Nullable String variant;
  private @Nullable String created;
  private String author = "";
  private String comment = "";
  private String user = "";
  private String workingDir = "";
  private List<String> entrypoint = List.of();
  private List<String> cmd = List.of();
  private List<String> env = List.of();
  private List<String> onBuild = List.of();
  private Map<String, String> labels = Map.of();
  private List<String> volumes = List.of();
  private List<String> exposedPorts = List.of();
  private @Nullable String stopSignal;
  private @Nullable String healthcheck;
  private List<String> diffIds = List.of();
  private List<HistoryEntry> history = List.of();

  private ImageConfig() {}

  /**
   * Reads a configuration.
   *
   * @throws dev.kapok.sys.json.JsonException where it is none
   */
  public static ImageConfig parse(String json) {
    ImageConfig config = new ImageConfig();
    JsonReader reader = new JsonReader(json);
    reader.beginObject();
    while (reader.hasNext()) {
      config.member(reader, reader.nextName());
    }
    reader.endObject();
    return config;
  }

  private void member(JsonReader reader, String name) {
    switch (name) {
      case "architecture" -> architecture = text(reader);
      case "os" -> os = text(reader);
      case "variant" -> variant = optional(reader);
      case "created" -> created = optional(reader);
      case "author" -> author = text(reader);
      case "comment" -> comment = text(reader);
      case "config" -> defaults(reader);
      case "rootfs" -> rootfs(reader);
      case "history" -> history = history(reader);
      default -> reader.skipValue();
    }
  }

  private void defaults(JsonReader reader) {
    if (isNull(reader)) {
      return;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "User" -> user = text(reader);
        case "WorkingDir" -> workingDir = text(reader);
        case "Entrypoint" -> entrypoint = texts(reader);
        case "Cmd" -> cmd = texts(reader);
        case "Env" -> env = texts(reader);
        case "OnBuild" -> onBuild = texts(reader);
        case "Labels" -> labels = textMap(reader);
        case "Volumes" -> volumes = names(reader);
        case "ExposedPorts" -> exposedPorts = names(reader);
        case "StopSignal" -> stopSignal = optional(reader);
        case "Healthcheck" -> healthcheck = isNull(reader) ? null : reader.nextRaw();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
  }

  private void rootfs(JsonReader reader) {
    if (isNull(reader)) {
      return;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      if (reader.nextName().equals("diff_ids")) {
        diffIds = texts(reader);
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
  }

  private static List<HistoryEntry> history(JsonReader reader) {
    List<HistoryEntry> entries = new ArrayList<>();
    if (isNull(reader)) {
      return entries;
    }
    reader.beginArray();
    while (reader.hasNext()) {
      entries.add(historyEntry(reader));
    }
    reader.endArray();
    return Collections.unmodifiableList(entries);
  }

  private static HistoryEntry historyEntry(JsonReader reader) {
    String created = null;
    String createdBy = null;
    String author = null;
    String comment = null;
    boolean emptyLayer = false;
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "created" -> created = optional(reader);
        case "created_by" -> createdBy = optional(reader);
        case "author" -> author = optional(reader);
        case "comment" -> comment = optional(reader);
        case "empty_layer" -> emptyLayer = !isNull(reader) && reader.nextBoolean();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new HistoryEntry(created, createdBy, author, comment, emptyLayer);
  }

  /** Reads over a null, if there is one. */
  private static boolean isNull(JsonReader reader) {
    if (!reader.isNull()) {
      return false;
    }
    reader.nextNull();
    return true;
  }

  private static @Nullable String optional(JsonReader reader) {
    String text = text(reader);
    return text.isEmpty() ? null : text;
  }

  private static String text(JsonReader reader) {
    return isNull(reader) ? "" : reader.nextString();
  }

  private static List<String> texts(JsonReader reader) {
    return Collections.unmodifiableList(reader.nextStrings());
  }

  private static Map<String, String> textMap(JsonReader reader) {
    Map<String, String> map = new LinkedHashMap<>();
    if (isNull(reader)) {
      return map;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      map.put(name, text(reader));
    }
    reader.endObject();
    return Collections.unmodifiableMap(map);
  }

  /** Reads the names of an object whose values say nothing. */
  private static List<String> names(JsonReader reader) {
    List<String> names = new ArrayList<>();
    if (isNull(reader)) {
      return names;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      names.add(reader.nextName());
      reader.skipValue();
    }
    reader.endObject();
    return Collections.unmodifiableList(names);
  }

  /** Returns the processor, in Go's words ("amd64"). */
  public String architecture() {
    return architecture;
  }

  /** Returns the operating system, in Go's words ("linux"). */
  public String os() {
    return os;
  }

  /** Returns the variant of the processor, null where it has none. */
  public @Nullable String variant() {
    return variant;
  }

  /** Returns when the image was made, as it stands there (RFC 3339); null where it is not said. */
  public @Nullable String created() {
    return created;
  }

  public String author() {
    return author;
  }

  public String comment() {
    return comment;
  }

  /** Returns the user, {@code user[:group]} by name or number. */
  public String user() {
    return user;
  }

  public String workingDir() {
    return workingDir;
  }

  public List<String> entrypoint() {
    return entrypoint;
  }

  public List<String> cmd() {
    return cmd;
  }

  /** Returns {@code NAME=value} entries. */
  public List<String> env() {
    return env;
  }

  /** Returns the instructions for images that are built on this one. */
  public List<String> onBuild() {
    return onBuild;
  }

  public Map<String, String> labels() {
    return labels;
  }

  /** Returns the folders in the container that shall be volumes. */
  public List<String> volumes() {
    return volumes;
  }

  /** Returns {@code 80/tcp} and the like. */
  public List<String> exposedPorts() {
    return exposedPorts;
  }

  /** Returns the signal that ends the container, by name or number; null for the default. */
  public @Nullable String stopSignal() {
    return stopSignal;
  }

  /** Returns the health check's JSON object as it stands there, null where there is none. */
  public @Nullable String healthcheck() {
    return healthcheck;
  }

  /** Returns the digests of the uncompressed layers, the lowest first. */
  public List<String> diffIds() {
    return diffIds;
  }

  public List<HistoryEntry> history() {
    return history;
  }
}
