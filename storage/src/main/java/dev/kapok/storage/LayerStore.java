package dev.kapok.storage;

import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a store.
 *
 * <p>A layer comes into being in two steps. {@link #stage} unpacks a tar into the staging folder,
 * which takes as long as it takes, holds no lock and is seen by nobody. {@link #commit} gives it
 * its place by one rename and one row, inside the caller's transaction, so that a layer and the
 * image that needs it appear together:
 *
 * <pre>{@code
 * StagedLayer staged = store.stage(tarStream);
 * store.sync();                                     // once for all layers of an image
 * try (Tx tx = database.begin()) {
 *   Layer layer = store.commit(tx, staged, parent);
 *   … insert the image …
 *   tx.commit();
 * }
 * }</pre>
 *
 * <p>A layer with the same chain id may have been committed by another process in between: then
 * {@code commit} returns that one and drops the staged files. What a crash leaves in the staging
 * folder is swept by {@link #sweep}. All methods are safe to repeat.
 */
public interface LayerStore {
  /** Returns the layer with this chain id, or null where it or its files are not there. */
  @Nullable Layer find(Digest chainId);

  /** Returns the layer with this id, or null. */
  @Nullable Layer get(String id);

  /**
   * Unpacks an uncompressed tar, read to its end. Several threads may do so at once.
   *
   * @throws IOException where the stream breaks or is no tar
   * @throws LayerFormatException where an entry is refused: it would leave the root, is too deep, …
   */
  StagedLayer stage(InputStream tar) throws IOException;

  /** Returns how many bytes more fit on the file system that holds the layers. */
  long freeBytes();

  /** Makes everything that was staged durable, by one syncfs(2). */
  void sync();

  /** Makes a staged layer a layer; one that has lost its files gets them again. */
  Layer commit(Tx tx, StagedLayer staged, @Nullable Layer parent);

  /** Drops a staged layer. */
  void discard(StagedLayer staged);

  /**
   * Forgets a layer that nothing is built on. Its files go when the caller calls {@link #sweep}
   * after the commit.
   */
  void remove(Tx tx, String id);

  /** Returns all layers, parents first. */
  List<Layer> list();

  /**
   * Tells whether a layer was unpacked by another driver than this store's. {@link #get} and {@link
   * #list} don't see it, and nothing can be said about it here.
   */
  boolean isOfAnotherDriver(String id);

  /** Deletes what no row knows: staging folders whose process is gone, removed layers. */
  void sweep();
}
