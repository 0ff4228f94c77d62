package dev.kapok.libpod;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume to be made.
 *
 * @param name null for a made-up one
 * @param options of the driver "local": type, device, o and their like (podman-volume-create(1))
 * @param ignore whether a volume that is there already is as good
 */
public record VolumeRequest(
    @Nullable String name,
    Map<String, String> labels,
    Map<String, String> options,
    boolean ignore) {
  /** Copies the maps; they keep their order. */
  public VolumeRequest {
    labels = new LinkedHashMap<>(labels);
    options = new LinkedHashMap<>(options);
  }
}
