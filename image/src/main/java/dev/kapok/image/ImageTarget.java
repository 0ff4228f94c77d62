package dev.kapok.image;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place outside the store that takes images: a registry, an archive or a folder.
 *
 * <p>For each image the layers come first, possibly several at once, then the configuration, then
 * {@link #finish}. What lies in a file or folder becomes visible by {@link #commit}, after the last
 * image; a target that is closed without it leaves nothing behind.
 */
public interface ImageTarget extends AutoCloseable {
  /** Names the target in messages: {@code oci-archive:/tmp/x.tar}, a reference … */
  String describe();

  /** Returns the media type that manifests must have here; null where both kinds are taken. */
  @Nullable String manifestType();

  /** Returns how layers are compressed here where nobody says otherwise. */
  Compression compression();

  /** Tells whether the target takes layers only as {@link #compression} has them. */
  default boolean strict() {
    return false;
  }

  /** Returns how many layers may be put at once. */
  int parallel();

  /**
   * Looks for a layer that is here already, or that can be had without being sent.
   *
   * @param known the forms in which the layer was seen before, best first
   * @return the form that is here, null for none
   */
  @Nullable KnownBlob find(List<KnownBlob> known) throws IOException;

  /**
   * Takes a layer.
   *
   * @param diffId the digest of its uncompressed tar
   * @param compression of the content
   * @return the digest and size of what was written; the media type is the caller's affair
   */
  Descriptor putLayer(Digest diffId, Compression compression, BlobContent content)
      throws IOException;

  /** Takes a configuration. */
  void putConfig(Descriptor config, byte[] bytes) throws IOException;

  /**
   * Takes the manifest of an image whose blobs are all here.
   *
   * @param names that the image shall have here, where the target itself does not name it
   */
  void finish(ImageManifest manifest, List<ImageReference> names) throws IOException;

  /** Makes everything visible. */
  void commit() throws IOException;

  /** Returns where the blobs lie, as {@code host/repository}; null for no registry. */
  default @Nullable String place() {
    return null;
  }

  @Override
  void close() throws IOException;
}
