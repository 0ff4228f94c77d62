package dev.kapok.storage.store;

import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerMounter;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what no row knows.
 *
 * <p>Folders get their place inside a write transaction, and a transaction holds the writers' lock;
 * so under that lock a folder without a row is nobody's. It is only renamed into the trash there;
 * the deleting, which takes time, happens after, and needs no space on a full disk.
 *
 * <p>Nothing is deleted where another engine keeps its layers in the same root: they have no rows
 * here.
 */
final class Sweep {
  private final Kernel kernel;
  private final StateDatabase database;
  private final StorageConfig config;
  private final String driver;
  private final LayerPaths paths;
  private final RandomNames random;
  private final TreeDeleter deleter;
  private final StoreFolders folders;
  private @Nullable SyscallException firstFailure;

  /** Sweeps what layers of this driver left, be it the store's own or not. */
  Sweep(Kernel kernel, StateDatabase database, StorageConfig config, String driver) {
    this.kernel = kernel;
    this.database = database;
    this.config = config;
    this.driver = driver;
    this.paths = new LayerPaths(config.root(), driver);
    this.random = new RandomNames(kernel.io());
    this.deleter = new TreeDeleter(kernel);
    this.folders = new StoreFolders(kernel, new Folder(kernel));
  }

  /** Sweeps all it can, then throws the first failure, if there was one. */
  void run() {
    Folder folder = new Folder(kernel);
    if (folder.stat(paths.home()) == null || OtherEngines.traceIn(kernel, config.root()) != null) {
      return;
    }
    folder.make(paths.trash(), 0700);
    try (Tx tx = database.begin()) {
      layers(tx);
      containers(tx);
    }
    staging();
    List<String> trash = folders.names(paths.trash());
    for (int i = 0; i < trash.size(); i++) {
      delete(paths.trash(trash.get(i)));
    }
    if (firstFailure != null) {
      throw firstFailure;
    }
  }

  private void layers(Tx tx) {
    List<Layer> layers = new LayerRows(database, driver).all(tx);
    Set<String> ids = new HashSet<>();
    Set<String> links = new HashSet<>();
    try (SqlStatement copies = tx.prepare("select id, link from shifted_layers")) {
      while (copies.step()) {
        ids.add(copies.text(0));
        links.add(copies.text(1));
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      ids.add(layers.get(i).id());
      links.add(layers.get(i).link());
    }
    List<String> found = folders.layerIds(paths);
    for (int i = 0; i < found.size(); i++) {
      if (!ids.contains(found.get(i))) {
        trash(paths.layer(found.get(i)));
      }
    }
    List<String> known = folders.names(paths.links());
    for (int i = 0; i < known.size(); i++) {
      if (!links.contains(known.get(i))) {
        delete(paths.link(known.get(i)));
      }
    }
  }

  private void containers(Tx tx) {
    Set<String> ids = new ContainerRows(database).all(tx);
    List<String> found = folders.names(paths.containers());
    for (int i = 0; i < found.size(); i++) {
      if (!ids.contains(found.get(i))) {
        unmount(paths.merged(found.get(i)));
        clearMapped(found.get(i));
        trash(paths.container(found.get(i)));
      }
    }
  }

  private void staging() {
    StagingOwners owners = new StagingOwners(kernel.pids());
    List<String> found = folders.names(paths.staging());
    for (int i = 0; i < found.size(); i++) {
      if (!owners.lives(found.get(i))) {
        String path = paths.staging() + "/" + found.get(i);
        unmount(path + "/merged");
        delete(path);
      }
    }
  }

  private void unmount(String path) {
    try {
      new LayerMounter(kernel).unmount(path);
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void clearMapped(String container) {
    try {
      ShiftedMount.clear(kernel, paths, container);
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void trash(String path) {
    try {
      kernel.io().rename(path, paths.trash(random.link()));
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void delete(String path) {
    try {
      deleter.delete(path);
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void keep(SyscallException failure) {
    if (firstFailure == null) {
      firstFailure = failure;
    }
  }
}
