package dev.kapok.storage.store;

import dev.kapok.storage.CopyProgress;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.IdShift;
import dev.kapok.storage.driver.LayerMounter;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.Lower;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
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
  private final LayerPaths paths;
  private final GraphDriver driver;
  private final LayerMounter mounter;
  private final CopyProgress progress;
  private final Folder folder;

  ShiftedMount(
      Kernel kernel,
      StateDatabase database,
      LayerPaths paths,
      GraphDriver driver,
      LayerMounter mounter,
      CopyProgress progress) {
    this.kernel = kernel;
    this.database = database;
    this.paths = paths;
    this.driver = driver;
    this.mounter = mounter;
    this.progress = progress;
    this.folder = new Folder(kernel);
  }

  /** Gives a new container's folder to the root of its namespace. */
  void own(String containerId, IdMaps maps) {
    String upper = paths.upper(containerId);
    FileStat stat = folder.stat(upper);
    if (stat != null) {
      int user = maps.user(stat.uid());
      int group = maps.group(stat.gid());
      byte[] name = Folder.bytes(upper);
      kernel
          .attributes()
          .chown(
              FileTree.CWD, name, user == -1 ? stat.uid() : user, group == -1 ? stat.gid() : group);
      kernel.attributes().chmod(FileTree.CWD, name, stat.mode() & 07777);
    }
  }

  /** Mounts. */
  void mount(String containerId, List<Lower> lowers, boolean disposable, IdMaps maps) {
    boolean mappable = driver.owners() == GraphDriver.Owners.MAPPED && !IdShift.isSwitchedOff();
    if (lowers.isEmpty() || driver.owners() == GraphDriver.Owners.OWN) {
      stack(containerId, lowers, disposable, maps);
    } else if (!mappable || !mountMapped(containerId, lowers, disposable, maps)) {
      List<Lower> copies = new ShiftedCopies(kernel, database, paths, progress).of(lowers, maps);
      stack(containerId, copies, disposable, maps);
    }
  }

  private void stack(String containerId, List<Lower> lowers, boolean disposable, IdMaps maps) {
    SqlContainerLayers.mount(driver, mounter, containerId, lowers, disposable, maps);
  }

  /** Mounts over layers with mapped owners; false where the kernel does not do that. */
  private boolean mountMapped(
      String containerId, List<Lower> lowers, boolean disposable, IdMaps maps) {
    clear(kernel, paths, containerId);
    try {
      List<Lower> mapped = showMapped(containerId, lowers, maps);
      if (mapped == null) {
        return false;
      }
      try {
        stack(containerId, mapped, disposable, maps);
        return true;
      } catch (SyscallException e) {
        if (isRefusal(e.errno()) && stacksPlain(containerId, lowers, maps)) {
          return false;
        }
        throw e;
      }
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

  /**
   * Tells whether the same layers can be mounted without mapped owners: then it is the mapping that
   * the kernel refused, and else something that copies would not cure.
   */
  private boolean stacksPlain(String containerId, List<Lower> lowers, IdMaps maps) {
    try {
      stack(containerId, lowers, false, maps);
    } catch (SyscallException e) {
      return false;
    }
    mounter.unmount(driver.root(containerId));
    return true;
  }

  /** Shows the layers with mapped owners; returns null where the kernel does not do that. */
  private @Nullable List<Lower> showMapped(String containerId, List<Lower> lowers, IdMaps maps) {
    int namespace = kernel.mounts().openUserNamespace(maps);
    try {
      return showMapped(containerId, lowers, namespace);
    } catch (SyscallException e) {
      if (isRefusal(e.errno())) {
        return null;
      }
      throw e;
    } finally {
      kernel.io().close(namespace);
    }
  }

  private List<Lower> showMapped(String containerId, List<Lower> lowers, int namespace) {
    List<Lower> mapped = new ArrayList<>();
    String base = paths.mapped(containerId);
    folder.make(base, 0700);
    for (int i = 0; i < lowers.size(); i++) {
      Lower lower = lowers.get(i);
      String target = base + "/" + i;
      folder.make(target, 0700);
      kernel.mounts().mountMapped(paths.diff(lower.id()), target, namespace);
      mapped.add(new Lower(lower.id(), LayerPaths.mappedLink(containerId, i), lower.size()));
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
