package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerMounter;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.OverlayDriver;
import dev.kapok.storage.driver.VfsDriver;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.TreeDeleter;

/**
 * Deletes the folders of all drivers in a root, records or not, once nothing runs in them. Reads no
 * record, so that a store with a damaged database can be deleted, too.
 */
public final class StoreRemoval {
  private final Kernel kernel;
  private final String root;

  /** Works in the root of this configuration. */
  public StoreRemoval(Kernel kernel, StorageConfig config) {
    this.kernel = kernel;
    this.root = config.root();
  }

  /** Unmounts and deletes; may be repeated. */
  public void run() {
    remove(OverlayDriver.NAME);
    remove(VfsDriver.NAME);
  }

  private void remove(String driver) {
    LayerPaths paths = new LayerPaths(root, driver);
    StoreFolders folders = new StoreFolders(kernel, new Folder(kernel));
    LayerMounter mounter = new LayerMounter(kernel);
    for (String id : folders.names(paths.containers())) {
      mounter.unmount(paths.merged(id));
      ShiftedMount.clear(kernel, paths, id);
    }
    for (String name : folders.names(paths.staging())) {
      mounter.unmount(paths.staging() + "/" + name + "/merged");
    }
    new TreeDeleter(kernel).delete(paths.home());
  }
}
