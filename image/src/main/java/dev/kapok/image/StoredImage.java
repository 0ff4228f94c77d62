package dev.kapok.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image in the store, or a list of images for several platforms.
 *
 * @param id the SHA-256 of its configuration, 64 hex digits
 * @param names the full references it is known by ({@code docker.io/library/busybox:latest})
 * @param digest of its manifest ({@code sha256:…}), null where it came without one
 * @param topLayer the id of its last layer, null for an image without layers
 * @param created when it was made, in seconds since the epoch; 0 where unknown
 * @param size of all its layers, in bytes
 * @param config the configuration document, as it came; {@code {}} for a list
 * @param list whether it is a list: then its id is a random one, and it has no layers
 */
public record StoredImage(
    String id,
    List<String> names,
    @Nullable String digest,
    @Nullable String topLayer,
    long created,
    long size,
    String config,
    boolean list) {
  /** Copies the names. */
  public StoredImage {
    names = List.copyOf(names);
  }

  /** An image of its own, no list. */
  public StoredImage(
      String id,
      List<String> names,
      @Nullable String digest,
      @Nullable String topLayer,
      long created,
      long size,
      String config) {
    this(id, names, digest, topLayer, created, size, config, false);
  }

  /** Returns the image's name that a text means; null where it means its id. */
  public @Nullable ImageReference nameMeantBy(String text) {
    String name = ImageQuery.of(text).among(names);
    return name == null ? null : ImageReference.parse(name);
  }
}
