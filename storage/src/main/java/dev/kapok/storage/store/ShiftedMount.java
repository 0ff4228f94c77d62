package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.LayerMounter;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.Lower;
import dev.kapok.storage.driver.OverlayDriver;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Host;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.sql.StateDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the root file system of a container with a user namespace of its own, so that every file
 * of the image belongs to whom the image says.
 *
 * <p>Where the kernel maps owners (root; mount_setattr(2), and overlay on such mounts since Linux
 * 5.19), the layers are shown once more with mapped owners, and nothing is copied. Where it
 * doesn't, which is found out by trying, layers are copied once per map: {@link ShiftedCopies}. The
 * variable {@code _CONTAINERS_OVERLAY_DISABLE_IDMAP} with the value "yes" keeps from trying.
 */
final class ShiftedMount {
  private final Kernel kernel;
  private final StateDatabase database;
  private final StorageConfig config;
  private final LayerPaths paths;
  private final GraphDriver driver;
  private final DriverOptions options;
  private final LayerMounter mounter;
  private final Folder folder;

  ShiftedMount(Kernel kernel, StateDatabase database, StorageConfig config) {
    this.kernel = kernel;
    this.database = database;
    this.config = config;
    this.paths = Drivers.paths(config);
    this.options = DriverOptions.parse(config.driver(), config.options());
    this.driver = Drivers.of(kernel, config, options);
    this.mounter = new LayerMounter(kernel);
    this.folder = new Folder(kernel);
  }

  /** Reads what {@link IdMap#text} wrote. */
  static IdMaps maps(String users, @Nullable String groups) {
    return new IdMaps(IdMap.parse(users), IdMap.parse(groups == null ? "" : groups));
  }

  /**
   * Gives a new container's folder to the root of its namespace.
   *
   * @throws StorageException where the driver cannot show mapped owners
   */
  void own(String containerId, IdMaps maps) {
    if (!config.driver().equals(OverlayDriver.NAME) || options.mountProgram() != null) {
      throw new StorageException(
          "storage driver "
              + config.driver()
              + (options.mountProgram() == null ? "" : " with a mount program")
              + " has no user namespaces per container yet: use the kernel's overlay");
    }
    String upper = paths.upper(containerId);
    FileStat stat = folder.stat(upper);
    if (stat != null) {
      int user = maps.user(stat.uid());
      int group = maps.group(stat.gid());
      byte[] name = Folder.bytes(upper);
      kernel
          .attributes()
          .chown(FileTree.CWD, name, user < 0 ? stat.uid() : user, group < 0 ? stat.gid() : group);
      kernel.attributes().chmod(FileTree.CWD, name, stat.mode() & 07777);
    }
  }

  /** Mounts. */
  void mount(String containerId, List<Lower> lowers, boolean disposable, IdMaps maps) {
    if (lowers.isEmpty()) {
      SqlContainerLayers.mount(driver, mounter, containerId, lowers, disposable);
    } else if (isSwitchedOff() || !mountMapped(containerId, lowers, disposable, maps)) {
      List<Lower> copies = new ShiftedCopies(kernel, database, config).of(lowers, maps);
      SqlContainerLayers.mount(driver, mounter, containerId, copies, disposable);
    }
  }

  private static boolean isSwitchedOff() {
    String value = Host.env("_CONTAINERS_OVERLAY_DISABLE_IDMAP");
    return value != null && (value.equals("yes") || value.equals("1") || value.equals("true"));
  }

  /** Mounts over layers with mapped owners; false where the kernel does not do that. */
  private boolean mountMapped(
      String containerId, List<Lower> lowers, boolean disposable, IdMaps maps) {
    clear(kernel, paths, containerId);
    try {
      List<Lower> mapped = showMapped(containerId, lowers, maps);
      SqlContainerLayers.mount(driver, mounter, containerId, mapped, disposable);
      return true;
    } catch (SyscallException e) {
      if (isRefusal(e.errno())) {
        return false;
      }
      throw e;
    } finally {
      // The overlay keeps what it needs of them.
      clear(kernel, paths, containerId);
    }
  }

  private static boolean isRefusal(int errno) {
    return errno == Errno.EPERM
        || errno == Errno.EINVAL
        || errno == Errno.ENOSYS
        || errno == Errno.EOPNOTSUPP;
  }

  private List<Lower> showMapped(String containerId, List<Lower> lowers, IdMaps maps) {
    List<Lower> mapped = new ArrayList<>();
    int namespace = kernel.mounts().openUserNamespace(maps);
    try {
      String base = paths.mapped(containerId);
      folder.make(base, 0700);
      for (int i = 0; i < lowers.size(); i++) {
        Lower lower = lowers.get(i);
        String target = base + "/" + i;
        folder.make(target, 0700);
        kernel.mounts().mountMapped(paths.diff(lower.id()), target, namespace);
        mapped.add(new Lower(lower.id(), LayerPaths.mappedLink(containerId, i), lower.size()));
      }
    } finally {
      kernel.io().close(namespace);
    }
    return mapped;
  }

  /** Takes away the layers with mapped owners; may be repeated. */
  static void clear(Kernel kernel, LayerPaths paths, String containerId) {
    String base = paths.mapped(containerId);
    Folder folder = new Folder(kernel);
    if (folder.stat(base) == null) {
      return;
    }
    LayerMounter mounter = new LayerMounter(kernel);
    int count = 0;
    while (folder.stat(base + "/" + count) != null) {
      count++;
    }
    // From the last one on: where this is cut short, the rest still counts from the first on.
    for (int i = count - 1; i >= 0; i--) {
      mounter.unmount(base + "/" + i);
      kernel.tree().unlink(FileTree.CWD, Folder.bytes(base + "/" + i), true);
    }
    kernel.tree().unlink(FileTree.CWD, Folder.bytes(base), true);
  }
}
