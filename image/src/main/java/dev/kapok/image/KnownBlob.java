package dev.kapok.image;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import java.util.List;

/**
 * A form in which a layer was seen: the blob that a registry or archive had for it.
 *
 * @param digest of the blob
 * @param size of the blob, in bytes
 * @param compression of the blob
 * @param places where it was seen, as {@code host/repository}; empty where in no registry
 */
public record KnownBlob(Digest digest, long size, Compression compression, List<String> places) {
  /** Copies the places. */
  public KnownBlob {
    places = List.copyOf(places);
  }

  /**
   * Describes the form that a manifest names.
   *
   * @param diffId the digest of the layer's uncompressed tar
   */
  public static KnownBlob of(Digest diffId, Descriptor blob, List<String> places) {
    Compression compression = Compression.GZIP;
    if (blob.digest().equals(diffId)) {
      compression = Compression.NONE;
    } else if (blob.mediaType().endsWith("zstd")) {
      compression = Compression.ZSTD;
    }
    return new KnownBlob(blob.digest(), blob.size(), compression, places);
  }
}
