package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.OverlayDriver;
import dev.kapok.storage.driver.OverlayProbe;
import dev.kapok.storage.driver.VfsDriver;
import dev.kapok.sys.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Makes the driver that the configuration names. None is ever chosen in another's place. */
final class Drivers {
  private static final List<String> NAMES = List.of(OverlayDriver.NAME, VfsDriver.NAME);

  private Drivers() {}

  static GraphDriver of(Kernel kernel, StorageConfig config, DriverOptions options) {
    LayerPaths paths = paths(config);
    return switch (config.driver()) {
      case OverlayDriver.NAME ->
          new OverlayDriver(
              kernel,
              paths,
              options,
              new OverlayProbe(kernel, paths, config.runRoot(), config.rootless()),
              config.rootless());
      case VfsDriver.NAME -> new VfsDriver(kernel, paths);
      default ->
          throw new StorageException(
              "storage driver " + config.driver() + " is not supported: use overlay or vfs");
    };
  }

  static LayerPaths paths(StorageConfig config) {
    return new LayerPaths(config.root(), config.driver());
  }

  /** Returns the drivers that are not configured, which may have kept layers in the same root. */
  static List<String> others(StorageConfig config) {
    List<String> others = new ArrayList<>(NAMES);
    others.remove(config.driver());
    return others;
  }
}
