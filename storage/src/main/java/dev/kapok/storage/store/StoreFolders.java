package dev.kapok.storage.store;

import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists the store's own folders. */
final class StoreFolders {
  private static final int LAYER_ID_LENGTH = 64;

  private final Kernel kernel;
  private final Folder folder;

  StoreFolders(Kernel kernel, Folder folder) {
    this.kernel = kernel;
    this.folder = folder;
  }

  /** Returns the names in a folder; none where there is no such folder. */
  List<String> names(String path) {
    List<String> names = new ArrayList<>();
    if (folder.stat(path) == null) {
      return names;
    }
    int fd = kernel.io().open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      List<byte[]> raw = kernel.tree().list(fd);
      for (int i = 0; i < raw.size(); i++) {
        names.add(new String(raw.get(i), StandardCharsets.UTF_8));
      }
    } finally {
      kernel.io().close(fd);
    }
    return names;
  }

  /** Returns the ids of the layers that have a folder. */
  List<String> layerIds(LayerPaths paths) {
    List<String> ids = new ArrayList<>();
    List<String> names = names(paths.home());
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).length() == LAYER_ID_LENGTH) {
        ids.add(names.get(i));
      }
    }
    return ids;
  }
}
