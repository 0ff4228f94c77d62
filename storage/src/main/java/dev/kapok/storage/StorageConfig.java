package dev.kapok.storage;

import java.util.List;

/**
 * Where the store is and how it works.
 *
 * @param root the folder that survives a reboot ({@code --root})
 * @param runRoot the folder that need not ({@code --runroot})
 * @param driver "overlay" or "vfs"
 * @param options of the driver, {@code overlay.mountopt=…} for one ({@code --storage-opt})
 * @param rootless whether this process is root only inside a user namespace
 */
public record StorageConfig(
    String root, String runRoot, String driver, List<String> options, boolean rootless) {
  /** Copies the options. */
  public StorageConfig {
    options = List.copyOf(options);
  }

  /** Tells whether an option names other stores whose images are to be seen. */
  public boolean namesOtherStores() {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).contains("imagestore")) {
        return true;
      }
    }
    return false;
  }
}
