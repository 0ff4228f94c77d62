package dev.kapok.storage;

import java.io.InputStream;

/**
 * The tars that layers came as, written again byte for byte.
 *
 * <p>So a layer that is pushed or saved keeps the digest it was pulled with. A layer for which
 * nothing but its files is known gets a tar that depends on them alone.
 */
public interface LayerTars {
  /**
   * Opens the uncompressed tar of a layer, for the caller to close; closing it early is fine.
   *
   * <p>The bytes are hashed on the way. Reading the last of them throws an {@link
   * java.io.IOException} where the digest of all is not the layer's diff id, since its files have
   * changed; the message names the first file that did. Several streams may be open at once.
   *
   * @throws StorageException where there is no such layer, or its files are missing
   */
  InputStream open(String layerId);
}
