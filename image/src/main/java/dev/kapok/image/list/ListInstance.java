package dev.kapok.image.list;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of a list.
 *
 * @param mediaType of the instance's manifest
 * @param digest of that manifest
 * @param size of that manifest, in bytes
 * @param annotations free texts, in their order
 */
public record ListInstance(
    String mediaType,
    Digest digest,
    long size,
    InstancePlatform platform,
    Map<String, String> annotations) {
  /** Copies the annotations. */
  public ListInstance {
    annotations = new LinkedHashMap<>(annotations);
  }

  /** Names a manifest. */
  static ListInstance of(
      ManifestDocument manifest, InstancePlatform platform, Map<String, String> annotations) {
    return new ListInstance(
        manifest.mediaType(), manifest.digest(), manifest.bytes().length, platform, annotations);
  }

  /**
   * Reads an entry of an index.
   *
   * @throws IllegalArgumentException where digest or size are missing or wrong
   */
  static ListInstance read(Map<String, Object> json) {
    String digest = Json.string(json, "digest");
    String type = Json.string(json, "mediaType");
    return new ListInstance(
        type == null ? "" : type,
        Digest.parse(digest == null ? "" : digest),
        Json.number(json, "size", -1),
        InstancePlatform.read(Json.object(json, "platform")),
        Descriptor.texts(Json.object(json, "annotations")));
  }

  /** Returns the same entry for what its manifest became on its way. */
  ListInstance as(ManifestDocument manifest) {
    return of(manifest, platform, annotations);
  }

  Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, size);
  }

  /** Writes the entry with its members in the order in which podman's {@code inspect} has them. */
  void write(JsonWriter json, boolean annotated) {
    json.beginObject().field("mediaType", mediaType).field("size", size);
    json.field("digest", digest.toString());
    platform.write(json);
    if (annotated && !annotations.isEmpty()) {
      json.name("annotations").beginObject();
      annotations.forEach(json::field);
      json.endObject();
    }
    json.endObject();
  }
}
