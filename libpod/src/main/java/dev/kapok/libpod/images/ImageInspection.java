package dev.kapok.libpod.images;

import dev.kapok.image.HistoryEntry;
import dev.kapok.image.ImageConfig;
import dev.kapok.image.ImageReference;
import dev.kapok.image.StoredImage;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code podman image inspect} shows of an image, in its order and with its names. */
final class ImageInspection {
  private final StoredImage image;
  private final ImageConfig config;
  private final String driver;
  private final Map<String, Object> manifest;
  private final JsonWriter json = new JsonWriter();

  ImageInspection(StoredImage image, byte[] manifest, String driver) {
    this.image = image;
    this.config = ImageConfig.parse(image.config());
    this.driver = driver;
    this.manifest = parse(manifest);
  }

  private static Map<String, Object> parse(byte[] manifest) {
    try {
      return Json.parseObject(new String(manifest, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      // An image that came without a manifest is shown all the same.
      return Map.of();
    }
  }

  String json() {
    json.beginObject();
    writeNames();
    json.field("Parent", "").field("Comment", comment()).field("Created", text(config.created()));
    writeConfig();
    json.field("Version", "").field("Author", config.author());
    json.field("Architecture", config.architecture()).field("Os", config.os());
    json.field("Size", image.size()).field("VirtualSize", image.size());
    json.name("GraphDriver").beginObject().field("Name", driver);
    json.name("Data").beginObject().endObject().endObject();
    json.name("RootFS").beginObject().field("Type", "layers");
    json.strings("Layers", config.diffIds()).endObject();
    writeMap("Labels", config.labels());
    json.name("Annotations");
    Json.write(json, Json.object(manifest, "annotations"));
    json.field("ManifestType", text(Json.string(manifest, "mediaType")));
    json.field("User", config.user());
    writeHistory();
    json.strings("NamesHistory", image.names());
    return json.endObject().toString();
  }

  private void writeNames() {
    List<String> tags = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < image.names().size(); i++) {
      String name = image.names().get(i);
      ImageReference reference = ImageReference.parse(name);
      if (reference.tag() != null) {
        tags.add(name);
      }
      String digest = reference.digest() == null ? image.digest() : reference.digest();
      String full = reference.repository() + "@" + digest;
      if (digest != null && !digests.contains(full)) {
        digests.add(full);
      }
    }
    json.field("Id", image.id()).field("Digest", text(image.digest()));
    json.strings("RepoTags", tags).strings("RepoDigests", digests);
  }

  private void writeConfig() {
    json.name("Config").beginObject();
    json.field("User", config.user());
    writeSet("ExposedPorts", config.exposedPorts());
    json.strings("Env", config.env());
    json.strings("Entrypoint", config.entrypoint()).strings("Cmd", config.cmd());
    writeSet("Volumes", config.volumes());
    json.field("WorkingDir", config.workingDir());
    writeMap("Labels", config.labels());
    json.field("StopSignal", text(config.stopSignal()));
    json.strings("OnBuild", config.onBuild());
    String healthcheck = config.healthcheck();
    if (healthcheck != null) {
      json.name("Healthcheck").raw(healthcheck);
    }
    json.endObject();
  }

  private void writeSet(String name, List<String> members) {
    json.name(name).beginObject();
    for (int i = 0; i < members.size(); i++) {
      json.name(members.get(i)).beginObject().endObject();
    }
    json.endObject();
  }

  private void writeMap(String name, Map<String, String> map) {
    json.name(name).beginObject();
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.field(entry.getKey(), entry.getValue());
    }
    json.endObject();
  }

  private void writeHistory() {
    json.name("History").beginArray();
    for (int i = 0; i < config.history().size(); i++) {
      HistoryEntry entry = config.history().get(i);
      json.beginObject();
      optional("created", entry.created());
      optional("created_by", entry.createdBy());
      optional("author", entry.author());
      optional("comment", entry.comment());
      if (entry.emptyLayer()) {
        json.field("empty_layer", true);
      }
      json.endObject();
    }
    json.endArray();
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      json.field(name, value);
    }
  }

  private String comment() {
    List<HistoryEntry> history = config.history();
    String last = history.isEmpty() ? null : history.getLast().comment();
    return config.comment().isEmpty() ? text(last) : config.comment();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
