package dev.kapok.image.send;

import dev.kapok.image.ImageTarget;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import org.jspecify.annotations.Nullable;

/**
 * How an image shall leave the store.
 *
 * @param manifestType the media type of its manifest, null for what the target wants or the image
 *     came with
 * @param compression of its layers, null for the target's usual one or whatever is there already
 * @param level of the compression, −1 for its default
 * @param force whether layers that are there in another compression are sent again
 */
public record SendOptions(
    @Nullable String manifestType, @Nullable Compression compression, int level, boolean force) {
  /** As the target has it. */
  public static final SendOptions DEFAULT = new SendOptions(null, null, -1, false);

  /**
   * Returns the media type that an image's manifest gets.
   *
   * @throws IllegalArgumentException where the options contradict each other
   */
  String manifestType(ImageManifest manifest, ImageTarget target) {
    boolean isZstd = compression == Compression.ZSTD;
    if (manifestType != null) {
      if (isZstd && MediaTypes.isDocker(manifestType)) {
        throw new IllegalArgumentException(
            "docker's manifests (v2s2) know no zstd: use --format oci, or gzip");
      }
      return manifestType;
    }
    String own = target.manifestType();
    return isZstd ? MediaTypes.OCI_MANIFEST : own == null ? manifest.mediaType() : own;
  }
}
