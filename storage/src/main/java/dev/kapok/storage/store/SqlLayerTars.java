package dev.kapok.storage.store;

import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.Tree;
import dev.kapok.storage.change.Comparison;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.pipe.ByteSink;
import dev.kapok.storage.pipe.MadeStream;
import dev.kapok.storage.record.TarReplay;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.StateDatabase;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Tars of the layers that one driver unpacked. */
public final class SqlLayerTars implements LayerTars {
  private final Kernel kernel;
  private final LayerPaths paths;
  private final LayerRows rows;
  private final SqlTrees trees;

  /**
   * Opens the store; nothing is read or made yet.
   *
   * @throws StorageException where the configuration names no driver or an option that is not
   *     supported
   */
  public SqlLayerTars(Kernel kernel, StateDatabase database, StorageConfig config) {
    this.kernel = kernel;
    this.paths = Drivers.paths(config);
    this.rows = new LayerRows(database, config.driver());
    this.trees = new SqlTrees(kernel, database, config);
  }

  @Override
  public InputStream open(String layerId) {
    Layer layer = rows.byId(layerId);
    if (layer == null) {
      throw new StorageException("open layer " + layerId + ": there is no such layer");
    }
    TarReplay replay = replay(layer);
    MadeStream.Maker maker;
    if (replay == null) {
      Tree tree = Tree.layer(layerId);
      Comparison all = trees.compare("write again ", trees.beneath(tree), tree);
      maker = all::writeTar;
    } else {
      maker = sink -> write(layer, replay, sink);
    }
    boolean recorded = replay != null;
    return MadeStream.checked("layer-tar", maker, sha256 -> check(layer, sha256, recorded));
  }

  private static void write(Layer layer, TarReplay replay, ByteSink sink) throws IOException {
    try (replay) {
      replay.writeTo(sink);
    } catch (IOException | SyscallException e) {
      throw new IOException("write layer " + layer.diffId() + " again: " + e.getMessage(), e);
    }
  }

  /** Returns null for a layer that was unpacked without a record. */
  private @Nullable TarReplay replay(Layer layer) {
    try {
      return TarReplay.open(
          kernel, paths.layer(layer.id()), LayerPaths.TAR, LayerPaths.DIFF, LayerPaths.KEPT);
    } catch (IOException | SyscallException e) {
      throw new StorageException("open layer " + layer.diffId() + ": " + e.getMessage(), e);
    }
  }

  private static void check(Layer layer, String sha256, boolean recorded) throws IOException {
    Digest found = Digest.sha256(sha256);
    if (!found.equals(layer.diffId())) {
      throw new IOException(
          "layer "
              + layer.diffId()
              + (recorded
                  ? ": its files have changed, their tar is now "
                  : ": it was unpacked without a record of its tar, and that of its files is ")
              + found
              + ": remove the image and pull it again");
    }
  }
}
