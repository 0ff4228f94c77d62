package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.driver.Folder;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells by the stamps of other stores' databases whether those were changed. */
final class StoreStamps {
  private final StorageConfig config;
  private final Folder folder;

  StoreStamps(Kernel kernel, StorageConfig config) {
    this.config = config;
    this.folder = new Folder(kernel);
  }

  /** Returns the stamps that stores have now. */
  Map<String, String> of(List<String> stores) {
    Map<String, String> stamps = new HashMap<>();
    for (int i = 0; i < stores.size(); i++) {
      String database = ForeignLayers.database(stores.get(i));
      String log = stamp(folder.stat(database + "-wal"));
      // Each driver takes its own layers only.
      stamps.put(stores.get(i), config.driver() + " " + stamp(folder.stat(database)) + " " + log);
    }
    return stamps;
  }

  private static String stamp(@Nullable FileStat file) {
    return file == null
        ? "none"
        : file.inode()
            + " "
            + file.size()
            + " "
            + file.modifiedSeconds()
            + "."
            + file.modifiedNanos();
  }

  /** Returns the stamps that stores had when they were read last. */
  static Map<String, String> recorded(StateDatabase database) {
    Map<String, String> stamps = new HashMap<>();
    try (SqlStatement rows = database.prepare("select path, stamp from image_stores")) {
      while (rows.step()) {
        stamps.put(String.valueOf(rows.text(0)), String.valueOf(rows.text(1)));
      }
    }
    return stamps;
  }

  /** Records the stamps that stores had before they were read. */
  static void record(Tx tx, Map<String, String> stamps) {
    try (SqlStatement none = tx.prepare("delete from image_stores")) {
      none.step();
    }
    for (Map.Entry<String, String> stamp : stamps.entrySet()) {
      try (SqlStatement row =
          tx.prepare("insert into image_stores (path, stamp) values (?1, ?2)")) {
        row.bind(1, stamp.getKey()).bind(2, stamp.getValue()).step();
      }
    }
  }
}
