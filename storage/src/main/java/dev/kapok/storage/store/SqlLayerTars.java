package dev.kapok.storage.store;

import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.pipe.MadeStream;
import dev.kapok.storage.record.TarReplay;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.StateDatabase;
import java.io.IOException;
import java.io.InputStream;

/** Tars of the layers that one driver unpacked. */
public final class SqlLayerTars implements LayerTars {
  private final Kernel kernel;
  private final LayerPaths paths;
  private final LayerRows rows;

  /** Opens the store; nothing is read or made yet. */
  public SqlLayerTars(Kernel kernel, StateDatabase database, StorageConfig config) {
    this.kernel = kernel;
    this.paths = Drivers.paths(config);
    this.rows = new LayerRows(database, config.driver());
  }

  @Override
  public InputStream open(String layerId) {
    Layer layer = rows.byId(layerId);
    if (layer == null) {
      throw new StorageException("open layer " + layerId + ": there is no such layer");
    }
    TarReplay replay = replay(layer);
    return MadeStream.checked(
        "layer-tar",
        sink -> {
          try (replay) {
            replay.writeTo(sink);
          } catch (IOException | SyscallException e) {
            throw new IOException("write layer " + layer.diffId() + " again: " + e.getMessage(), e);
          }
        },
        sha256 -> check(layer, sha256));
  }

  private TarReplay replay(Layer layer) {
    String folder = paths.layer(layer.id());
    try {
      TarReplay replay =
          TarReplay.open(kernel, folder, LayerPaths.TAR, LayerPaths.DIFF, LayerPaths.KEPT);
      if (replay == null) {
        throw new StorageException(
            "open layer "
                + layer.diffId()
                + ": it was unpacked without a record of its tar: remove the image and pull it"
                + " again");
      }
      return replay;
    } catch (IOException | SyscallException e) {
      throw new StorageException("open layer " + layer.diffId() + ": " + e.getMessage(), e);
    }
  }

  private static void check(Layer layer, String sha256) throws IOException {
    Digest found = Digest.sha256(sha256);
    if (!found.equals(layer.diffId())) {
      throw new IOException(
          "layer "
              + layer.diffId()
              + ": its files have changed, their tar is now "
              + found
              + ": remove the image and pull it again");
    }
  }
}
