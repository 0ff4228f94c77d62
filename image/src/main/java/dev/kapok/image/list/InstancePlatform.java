package dev.kapok.image.list;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instance of a list runs on, with all that an index can say of it.
 *
 * @param osVersion of the operating system, null for any
 * @param osFeatures that the operating system must have
 * @param features that the processor must have; docker's lists only
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     spec, image index</a>
 */
public record InstancePlatform(
    String os,
    String architecture,
    @Nullable String variant,
    @Nullable String osVersion,
    List<String> osFeatures,
    List<String> features) {
  /** Copies the features. */
  public InstancePlatform {
    osFeatures = List.copyOf(osFeatures);
    features = List.copyOf(features);
  }

  /** Reads what a configuration, or the platform in an index, says; both use the same words. */
  static InstancePlatform read(Map<String, Object> json) {
    return new InstancePlatform(
        text(json, "os"),
        text(json, "architecture"),
        optional(json, "variant"),
        optional(json, "os.version"),
        Json.strings(json, "os.features"),
        Json.strings(json, "features"));
  }

  private static String text(Map<String, Object> json, String name) {
    String text = Json.string(json, name);
    return text == null ? "" : text;
  }

  private static @Nullable String optional(Map<String, Object> json, String name) {
    String text = Json.string(json, name);
    return text == null || text.isEmpty() ? null : text;
  }

  void write(JsonWriter json) {
    json.name("platform").beginObject();
    json.field("architecture", architecture).field("os", os);
    if (osVersion != null) {
      json.field("os.version", osVersion);
    }
    if (!osFeatures.isEmpty()) {
      json.strings("os.features", osFeatures);
    }
    if (variant != null) {
      json.field("variant", variant);
    }
    if (!features.isEmpty()) {
      json.strings("features", features);
    }
    json.endObject();
  }
}
