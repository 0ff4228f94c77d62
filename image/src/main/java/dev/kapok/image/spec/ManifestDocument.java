package dev.kapok.image.spec;

import dev.kapok.image.ImageFormatException;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a name in a registry or an archive leads to: one image, or a choice of images. */
public sealed interface ManifestDocument permits ImageManifest, ManifestIndex {
  /** The largest document that is read, in bytes (OCI distribution spec, "pushing manifests"). */
  int MAX_BYTES = 4 << 20;

  /** Returns the document as it came. */
  byte[] bytes();

  /** Returns the document's SHA-256. */
  Digest digest();

  /** Returns what kind of document it is, one of {@link MediaTypes#manifests()}. */
  String mediaType();

  /**
   * Reads a document.
   *
   * @param origin names it in messages
   * @throws ImageFormatException where it is no manifest that can be used
   */
  static ManifestDocument parse(String origin, byte[] bytes) throws ImageFormatException {
    if (bytes.length > MAX_BYTES) {
      throw new ImageFormatException(
          "manifest of " + origin + " is larger than " + MAX_BYTES + " bytes");
    }
    try {
      return read(bytes, Json.parseObject(new String(bytes, StandardCharsets.UTF_8)));
    } catch (JsonException | IllegalArgumentException e) {
      throw new ImageFormatException("manifest of " + origin + ": " + e.getMessage(), e);
    }
  }

  private static ManifestDocument read(byte[] bytes, Map<String, Object> json) {
    long version = Json.number(json, "schemaVersion", 0);
    if (version != 2) {
      throw new IllegalArgumentException(
          version == 1
              ? "it has docker's old schema 1, which is not supported: push the image again"
              : "it has no schemaVersion 2");
    }
    String mediaType = Json.string(json, "mediaType");
    boolean isIndex = json.containsKey("manifests");
    if (isIndex && (json.containsKey("layers") || json.containsKey("config"))) {
      throw new IllegalArgumentException("it claims to be a manifest and an index at once");
    }
    Digest digest = Hashes.sha256(bytes);
    if (isIndex) {
      String type = mediaType == null ? MediaTypes.OCI_INDEX : mediaType;
      requireType(type, MediaTypes.indexes(), "an index");
      return new ManifestIndex(bytes, digest, type, descriptors(json, "manifests"));
    }
    Descriptor config = Descriptor.read(Json.object(json, "config"));
    String type = mediaType != null ? mediaType : typeBeside(config);
    requireType(type, MediaTypes.imageManifests(), "an image's manifest");
    return new ImageManifest(bytes, digest, type, config, descriptors(json, "layers"));
  }

  /** What one reader takes for this and another for that is refused (CVE-2021-41190). */
  private static void requireType(String type, List<String> known, String what) {
    if (!known.contains(type)) {
      throw new IllegalArgumentException(
          "it has the content of " + what + ", and claims the media type \"" + type + "\"");
    }
  }

  private static String typeBeside(Descriptor config) {
    boolean isDocker = config.mediaType().equals(MediaTypes.DOCKER_CONFIG);
    return isDocker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static List<Descriptor> descriptors(Map<String, Object> json, String name) {
    List<Descriptor> descriptors = new ArrayList<>();
    for (Object entry : Json.array(json, name)) {
      if (!(entry instanceof Map<?, ?> object)) {
        throw new IllegalArgumentException("an entry of " + name + " is no descriptor");
      }
      descriptors.add(Descriptor.read((Map<String, Object>) object));
    }
    return descriptors;
  }
}
