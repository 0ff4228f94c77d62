package dev.kapok.storage.store;

import dev.kapok.storage.driver.Folder;
import dev.kapok.sys.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the roots of other engines by the folders that only they have. */
public final class OtherEngines {
  private static final List<String> TRACES =
      List.of(
          "overlay-images",
          "overlay-layers",
          "overlay-containers",
          "vfs-images",
          "vfs-layers",
          "vfs-containers",
          "libpod");

  private OtherEngines() {}

  /** Returns the name of a folder that a store of containers/storage has; null where none is. */
  public static @Nullable String traceIn(Kernel kernel, String root) {
    Folder folder = new Folder(kernel);
    for (int i = 0; i < TRACES.size(); i++) {
      if (folder.stat(root + "/" + TRACES.get(i)) != null) {
        return TRACES.get(i);
      }
    }
    return null;
  }
}
