package dev.kapok.image.spec;

import dev.kapok.storage.Digest;
import dev.kapok.sys.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names a document or layer: what it is, its digest and its size.
 *
 * @param size in bytes
 * @param platform of the image that it leads to, null where none is said
 * @param annotations free texts, empty where there are none
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">OCI image
 *     spec, descriptors</a>
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    @Nullable Platform platform,
    Map<String, String> annotations) {
  /** Copies the annotations. */
  public Descriptor {
    annotations = Map.copyOf(annotations);
  }

  /** Names some bytes, for no platform and without annotations. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, null, Map.of());
  }

  /**
   * Reads a descriptor.
   *
   * @throws IllegalArgumentException where digest or size are missing or wrong
   */
  static Descriptor read(Map<String, Object> json) {
    String digest = Json.string(json, "digest");
    if (digest == null) {
      throw new IllegalArgumentException("a descriptor has no digest");
    }
    long size = Json.number(json, "size", -1);
    if (size < 0) {
      throw new IllegalArgumentException("the descriptor of " + digest + " has no valid size");
    }
    String mediaType = Json.string(json, "mediaType");
    return new Descriptor(
        mediaType == null ? "" : mediaType,
        Digest.parse(digest),
        size,
        platform(Json.object(json, "platform")),
        texts(Json.object(json, "annotations")));
  }

  private static @Nullable Platform platform(Map<String, Object> json) {
    String os = Json.string(json, "os");
    String architecture = Json.string(json, "architecture");
    String variant = Json.string(json, "variant");
    // A list that was made without saying the platform has empty texts for it.
    if (os == null || architecture == null || os.isEmpty() || architecture.isEmpty()) {
      return null;
    }
    return Platform.normalized(
        os, architecture, variant == null || variant.isEmpty() ? null : variant);
  }

  /**
   * Reads free texts, annotations for one.
   *
   * @throws IllegalArgumentException where a member is no text
   */
  public static Map<String, String> texts(Map<String, Object> json) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : json.keySet()) {
      String text = Json.string(json, name);
      texts.put(name, text == null ? "" : text);
    }
    return texts;
  }
}
