package dev.kapok.storage.store;

import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.unpack.LayerComparison;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a layer's files and makes their tar again: its digest has to be the layer's, and what it
 * says of each file has to be so.
 */
final class LayerContent {
  private final Kernel kernel;
  private final LayerPaths paths;
  private final LayerTars tars;
  private final LayerComparison comparison;

  LayerContent(Kernel kernel, LayerPaths paths, LayerTars tars, LayerComparison comparison) {
    this.kernel = kernel;
    this.paths = paths;
    this.tars = tars;
    this.comparison = comparison;
  }

  /** Returns what is wrong, empty for nothing. */
  String problem(Layer layer) {
    int fd = -1;
    try (InputStream tar = tars.open(layer.id())) {
      fd = kernel.io().open(paths.diff(layer.id()), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
      String difference = comparison.difference(tar, fd);
      return difference == null ? "" : difference;
    } catch (IOException | StorageException | SyscallException e) {
      return String.valueOf(e.getMessage());
    } finally {
      if (fd >= 0) {
        kernel.io().close(fd);
      }
    }
  }
}
