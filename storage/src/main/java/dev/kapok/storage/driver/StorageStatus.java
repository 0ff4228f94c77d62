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
 * @param metacopy whether a file that only changes its owner or mode stays in its layer
 * @param mountProgram that mounts in the kernel's place, null for none
 * @param idShift how images' files get the owners of a container's user namespace
 * @param problem why the driver does not work here and what to do, null where it works
 */
public record StorageStatus(
    String driver,
    String home,
    String fileSystem,
    List<String> mountOptions,
    boolean userXattr,
    boolean metacopy,
    @Nullable String mountProgram,
    IdShift idShift,
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
    boolean ofKernel = overlay && options.mountProgram() == null;
    return new StorageStatus(
        config.driver(),
        paths.home(),
        FileSystems.name(kernel.mounts().fileSystemType(paths.home())),
        options.mountOptions(),
        overlay && config.rootless(),
        ofKernel && !config.rootless() && options.mountOptions().contains("metacopy=on"),
        options.mountProgram(),
        IdShift.of(kernel, paths, ofKernel ? GraphDriver.Owners.MAPPED : GraphDriver.Owners.COPIED),
        overlay ? problem(kernel, config, paths, options.mountProgram()) : null);
  }

  private static @Nullable String problem(
      Kernel kernel, StorageConfig config, LayerPaths paths, @Nullable String program) {
    return program == null
        ? new OverlayProbe(kernel, paths, config.runRoot(), config.rootless()).problem()
        : new MountProgram(kernel, program).problem();
  }

  /** Returns who mounts containers' root file systems, and why. */
  public String mountedBy() {
    if (!driver.equals(OverlayDriver.NAME)) {
      return "nobody: driver " + driver + ", which was asked for, copies the layers";
    }
    return mountProgram == null
        ? "the kernel's overlay, as no mount program is configured"
        : mountProgram + ", as the option mount_program says";
  }
}
