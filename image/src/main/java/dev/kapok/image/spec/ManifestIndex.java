package dev.kapok.image.spec;

import dev.kapok.image.ImageFormatException;
import dev.kapok.storage.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OCI index or docker manifest list: images for several platforms under one name. */
public final class ManifestIndex implements ManifestDocument {
  private final byte[] bytes;
  private final Digest digest;
  private final String mediaType;
  private final List<Descriptor> manifests;

  ManifestIndex(byte[] bytes, Digest digest, String mediaType, List<Descriptor> manifests) {
    this.bytes = bytes.clone();
    this.digest = digest;
    this.mediaType = mediaType;
    this.manifests = List.copyOf(manifests);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public Digest digest() {
    return digest;
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  /** Returns what it offers, in its order. */
  public List<Descriptor> manifests() {
    return manifests;
  }

  /**
   * Chooses the image that runs best on a platform; an entry that names none fits every platform,
   * and is taken last.
   *
   * @param origin names the index in messages
   * @throws ImageFormatException where none fits; the message lists what there is
   */
  public Descriptor choose(String origin, Platform wanted) throws ImageFormatException {
    Descriptor best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (Descriptor manifest : manifests) {
      int distance = distance(wanted, manifest.platform());
      if (distance >= 0 && distance < bestDistance) {
        best = manifest;
        bestDistance = distance;
      }
    }
    if (best == null) {
      throw new ImageFormatException(
          "no image of " + origin + " is for " + wanted + "; there is " + platforms());
    }
    return best;
  }

  private static int distance(Platform wanted, @Nullable Platform offered) {
    return offered == null ? Integer.MAX_VALUE - 1 : wanted.distance(offered);
  }

  private String platforms() {
    StringBuilder text = new StringBuilder();
    for (Descriptor manifest : manifests) {
      text.append(text.isEmpty() ? "" : ", ").append(manifest.platform());
    }
    return text.isEmpty() ? "none at all" : text.toString();
  }
}
