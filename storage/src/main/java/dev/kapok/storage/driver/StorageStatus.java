package dev.kapok.storage.driver;

import dev.kapok.storage.StorageConfig;
import dev.kapok.sys.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code info} tells of the store.
 *
 * @param driver its name
 * @param home the driver's folder
 * @param fileSystem of that folder
 * @param mountOptions that the configuration asked for
 * @param userXattr whether overlay keeps its marks in {@code user.} attributes
 * @param freeBytes that can still be written
 * @param problem why the driver does not work here and what to do, null where it works
 */
public record StorageStatus(
    String driver,
    String home,
    String fileSystem,
    List<String> mountOptions,
    boolean userXattr,
    long freeBytes,
    @Nullable String problem) {
  /** Copies the list. */
  public StorageStatus {
    mountOptions = List.copyOf(mountOptions);
  }

  /**
   * Looks at the host; the store's folders are made where they are missing.
   *
   * @throws dev.kapok.storage.StorageException for an option that is unknown or not supported
   */
  public static StorageStatus of(Kernel kernel, StorageConfig config) {
    DriverOptions options = DriverOptions.parse(config.driver(), config.options());
    LayerPaths paths = new LayerPaths(config.root(), config.driver());
    new Folder(kernel).makeAll(paths.home(), 0700);
    boolean overlay = config.driver().equals(OverlayDriver.NAME);
    String problem =
        overlay
            ? new OverlayProbe(kernel, paths, config.runRoot(), config.rootless()).problem()
            : null;
    return new StorageStatus(
        config.driver(),
        paths.home(),
        FileSystems.name(kernel.mounts().fileSystemType(paths.home())),
        options.mountOptions(),
        overlay && config.rootless(),
        kernel.mounts().freeBytes(paths.home()),
        problem);
  }
}
