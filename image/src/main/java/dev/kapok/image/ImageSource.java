package dev.kapok.image;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image outside the store: in a registry, an archive or a folder.
 *
 * <p>A source delivers; it is {@link dev.kapok.image.copy.CopyImage} that checks sizes and digests
 * of everything but the manifest. Where a name leads to images for several platforms, the source
 * was told which to choose.
 */
public interface ImageSource extends AutoCloseable {
  /** Names the source in messages: {@code docker-archive:/tmp/x.tar}, a reference … */
  String describe();

  /** Returns the manifest of the one image; checked against the digest that led to it. */
  ImageManifest manifest() throws IOException;

  /**
   * Opens the configuration or a layer from its first byte. The caller closes the stream and may
   * have several open, in several threads. It reads no more than the descriptor's size and one
   * byte; a connection that breaks is the source's to take up again.
   */
  InputStream open(Descriptor blob) throws IOException;

  /** Returns where the blobs lie, as {@code host/repository}; null for no registry. */
  default @Nullable String place() {
    return null;
  }

  @Override
  void close() throws IOException;
}
