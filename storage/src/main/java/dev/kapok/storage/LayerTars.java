package dev.kapok.storage;

import java.io.InputStream;

/**
 * The tars that layers came as, written again byte for byte.
 *
 * <p>So a layer that is pushed or saved keeps the digest it was pulled with. A layer without a
 * record of its tar gets one that depends on its files alone, which is the same where it was made
 * here.
 */
public interface LayerTars {
  /**
   * Opens the uncompressed tar of a layer, for the caller to close; closing it early is fine.
   *
   * <p>Read it until it returns −1. The bytes are hashed on the way, and the read that finds the
   * end throws an {@link java.io.IOException} where their digest is not the layer's diff id. A file
   * that has changed is found when it is reached, and named. Several streams may be open at once.
   *
   * @throws StorageException where there is no such layer, or its files are missing
   */
  InputStream open(String layerId);
}
