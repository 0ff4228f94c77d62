package dev.kapok.storage.store;

import dev.kapok.storage.ContainerLayers;
import dev.kapok.storage.CopyProgress;
import dev.kapok.storage.MountSpec;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.GraphDriver;
import dev.kapok.storage.driver.LayerMounter;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.Lower;
import dev.kapok.sys.Errno;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Containers' layers as rows of the state database and folders of a driver. */
public final class SqlContainerLayers implements ContainerLayers {
  private final Kernel kernel;
  private final StateDatabase database;
  private final GraphDriver driver;
  private final CopyProgress progress;
  private final LayerPaths paths;
  private final RandomNames names;
  private final LayerMounter mounter;
  private final LayerChains chains;

  /**
   * Opens the store; nothing is read or made yet.
   *
   * @throws StorageException where the configuration names no driver or an option that is not
   *     supported
   */
  public SqlContainerLayers(Kernel kernel, StateDatabase database, StorageConfig config) {
    this(kernel, database, config, CopyProgress.NONE);
  }

  /**
   * Opens the store; where layers have to be copied, that is told of.
   *
   * @throws StorageException where the configuration names no driver or an option that is not
   *     supported
   */
  public SqlContainerLayers(
      Kernel kernel, StateDatabase database, StorageConfig config, CopyProgress progress) {
    DriverOptions options = DriverOptions.parse(config.driver(), config.options());
    this.kernel = kernel;
    this.database = database;
    this.driver = Drivers.of(kernel, config, options);
    this.paths = Drivers.paths(config);
    this.names = new RandomNames(kernel.io());
    this.mounter = new LayerMounter(kernel);
    this.progress = progress;
    this.chains = new LayerChains(database, config.driver());
  }

  @Override
  public void create(
      Tx tx,
      String containerId,
      @Nullable String topLayerId,
      boolean disposable,
      @Nullable IdMaps shift) {
    insert(
        tx,
        containerId,
        topLayerId,
        disposable ? ContainerLayerRow.DISPOSABLE : ContainerLayerRow.LASTING,
        shift);
    make(containerId, chains.of(tx, topLayerId), shift);
  }

  @Override
  public void createPassing(Tx tx, String id, @Nullable String topLayerId, @Nullable IdMaps shift) {
    insert(tx, id, topLayerId, ContainerLayerRow.PASSING, shift);
  }

  private static void insert(
      Tx tx, String id, @Nullable String topLayerId, int disposable, @Nullable IdMaps shift) {
    try (SqlStatement row =
        tx.prepare(
            "insert into container_layers"
                + " (container_id, layer_id, disposable, user_map, group_map)"
                + " values (?1, ?2, ?3, ?4, ?5)")) {
      row.bind(1, id).bind(2, topLayerId).bind(3, disposable);
      row.bind(4, shift == null ? null : shift.users().text());
      row.bind(5, shift == null ? null : shift.groups().text()).step();
    }
  }

  private void make(String containerId, List<Lower> lowers, @Nullable IdMaps shift) {
    new Folder(kernel).makeAll(paths.containers(), 0700);
    driver.prepare(containerId, lowers);
    if (shift != null) {
      shifted().own(containerId, shift);
    }
  }

  @Override
  public String mount(String containerId) {
    String root = driver.root(containerId);
    if (isMounted(root)) {
      return root;
    }
    ContainerLayerRow row = row(containerId);
    List<Lower> lowers = chains.of(row.top());
    IdMaps owners = row.owners();
    if (row.passing()) {
      delete(containerId); // what a command that was killed left
      make(containerId, lowers, owners);
    }
    try {
      if (owners == null) {
        mount(driver, mounter, containerId, lowers, row.disposable(), null);
      } else {
        shifted().mount(containerId, lowers, row.disposable(), owners);
      }
    } catch (SyscallException | StorageException e) {
      throw failed(containerId, lowers, e);
    }
    return root;
  }

  /** Tells whether a mount stands; one whose program was killed is taken away. */
  private boolean isMounted(String root) {
    try {
      return kernel.mounts().isMountPoint(root);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOTCONN) {
        throw e;
      }
      mounter.unmount(root);
      return false;
    }
  }

  /** Mounts what a driver asks for, if it asks for anything. */
  static void mount(
      GraphDriver driver,
      LayerMounter mounter,
      String containerId,
      List<Lower> lowers,
      boolean disposable,
      @Nullable IdMaps owners) {
    MountSpec spec = driver.mount(containerId, lowers, disposable, owners);
    if (spec == null) {
      return;
    }
    try {
      mounter.mount(spec);
    } catch (SyscallException e) {
      // Kernels before 5.10 don't know "volatile".
      if (!disposable || e.errno() != Errno.EINVAL) {
        throw e;
      }
      mount(driver, mounter, containerId, lowers, false, owners);
    }
  }

  /** Finds out what a failed mount means to the user. */
  private StorageException failed(String containerId, List<Lower> lowers, RuntimeException e) {
    String what = "mount the root file system of container " + containerId + ": ";
    Folder folder = new Folder(kernel);
    String own = paths.container(containerId);
    if (folder.stat(own) == null) {
      return new StorageException(
          what + "its folder " + own + " is missing: remove the container and create it again", e);
    }
    for (int i = 0; i < lowers.size(); i++) {
      String diff = paths.diff(lowers.get(i).id());
      if (folder.stat(paths.link(lowers.get(i).link())) == null || folder.stat(diff) == null) {
        return new StorageException(
            what + "layer " + diff + " is missing: remove the image and pull it again", e);
      }
    }
    if (e instanceof StorageException known) {
      return known;
    }
    if (!(e instanceof SyscallException call) || call.errno() != Errno.ENOSPC) {
      driver.check();
    }
    return new StorageException(what + e.getMessage(), e);
  }

  @Override
  public @Nullable String mounted(String containerId) {
    String root = driver.root(containerId);
    return isMounted(root) ? root : null;
  }

  @Override
  public boolean unmount(String containerId) {
    return mounter.unmount(driver.root(containerId));
  }

  @Override
  public void remove(Tx tx, String containerId) {
    try (SqlStatement row = tx.prepare("delete from container_layers where container_id=?1")) {
      row.bind(1, containerId).step();
    }
  }

  @Override
  public void delete(String containerId) {
    unmount(containerId);
    Folder folder = new Folder(kernel);
    String path = paths.container(containerId);
    if (folder.stat(paths.mapped(containerId)) != null) {
      ShiftedMount.clear(kernel, paths, containerId);
    }
    if (folder.stat(path) == null) {
      return;
    }
    folder.make(paths.trash(), 0700);
    String trash = paths.trash(names.link());
    try {
      kernel.io().rename(path, trash);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        // A sweep was faster: there is no row any more.
        return;
      }
      throw e;
    }
    new TreeDeleter(kernel).delete(trash);
  }

  @Override
  public Map<String, String> folders(String containerId) {
    return driver.folders(containerId, chains.of(row(containerId).top()));
  }

  @Override
  public long size(String containerId) {
    ContainerLayerRow row = ContainerLayerRow.find(database, containerId);
    return row == null ? 0 : driver.size(containerId, chains.of(row.top()));
  }

  /** Most containers need none, and so a run does without the class. */
  private ShiftedMount shifted() {
    return new ShiftedMount(kernel, database, paths, driver, mounter, progress);
  }

  private ContainerLayerRow row(String containerId) {
    return ContainerLayerRow.of(database, containerId);
  }
}
