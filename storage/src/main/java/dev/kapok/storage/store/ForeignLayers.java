package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers of additional image stores: other roots of this engine whose images are read and never
 * written.
 *
 * <p>Such a layer has a row here like any other, and where its folder would be lies a symbolic link
 * to that of the other store. So whatever works with layers need not know of stores at all, and
 * removing one removes the link.
 */
public final class ForeignLayers {
  private final Kernel kernel;
  private final StorageConfig config;
  private final LayerPaths paths;
  private final Folder folder;

  /** Works for one store. */
  public ForeignLayers(Kernel kernel, StorageConfig config) {
    this.kernel = kernel;
    this.config = config;
    this.paths = Drivers.paths(config);
    this.folder = new Folder(kernel);
  }

  /** Returns the roots that the configuration names. */
  public List<String> stores() {
    return DriverOptions.parse(config.driver(), config.options()).imageStores();
  }

  /** Tells whether nothing has changed since the stores were read last. */
  public boolean isFresh(StateDatabase database) {
    Map<String, String> known = new HashMap<>();
    try (SqlStatement rows = database.prepare("select path, stamp from image_stores")) {
      while (rows.step()) {
        known.put(String.valueOf(rows.text(0)), String.valueOf(rows.text(1)));
      }
    }
    List<String> stores = stores();
    if (known.size() != stores.size()) {
      return false;
    }
    for (int i = 0; i < stores.size(); i++) {
      if (!stamp(stores.get(i)).equals(known.get(stores.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Returns what changes when a store's database does. */
  private static String stamp(String store) {
    File log = new File(database(store) + "-wal");
    File file = new File(database(store));
    return file.lastModified()
        + " "
        + file.length()
        + " "
        + log.lastModified()
        + " "
        + log.length();
  }

  /** Returns the path of a store's database. */
  public static String database(String store) {
    return store + "/kapok.db";
  }

  /**
   * Makes sure that a folder is a store that can be read here.
   *
   * @throws StorageException with what it is instead
   */
  public void require(String store) {
    String what = "additional image store " + store + ": ";
    FileStat database = folder.stat(database(store));
    if (database == null) {
      throw new StorageException(
          what
              + (OtherEngines.traceIn(kernel, store) != null
                  ? "this is a store of containers/storage (podman, buildah), not one of kapok:"
                      + " copy its images by podman save and kapok load"
                  : "there is no store of kapok: make one by kapok --root " + store + " load"));
    }
    if (database.uid() != kernel.pids().uid()) {
      throw new StorageException(
          what
              + "it belongs to another user, and layers of root and of others are not alike: make"
              + " one as this user");
    }
    if (store.equals(config.root())) {
      throw new StorageException(what + "this is the root itself");
    }
  }

  /**
   * Takes the layers of a store; one that is here already stays as it is.
   *
   * @param other the database of that store
   * @return for each of that store's layers the id of the one here
   */
  public Map<String, String> take(Tx tx, String store, SqlConnection other) {
    Map<String, String> ids = new HashMap<>();
    folder.makeAll(paths.links(), 0700);
    try (SqlStatement rows =
        other.prepare(
            "select id, parent, diff_id, chain_id, link, size, opaque, "
                + column(other, "layers", "store", "null")
                + " from layers"
                + " where driver=?1 order by number")) {
      rows.bind(1, config.driver());
      while (rows.step()) {
        String id = String.valueOf(rows.text(0));
        // What that store has from a third one is that one's to offer.
        if (rows.text(7) == null) {
          String here = byChain(tx, String.valueOf(rows.text(3)));
          if (here == null) {
            insert(tx, store, rows, rows.text(1) == null ? null : ids.get(rows.text(1)));
            here = id;
          }
          ids.put(id, here);
        }
      }
    }
    return ids;
  }

  /** Returns a column of another store, or, in one of a version without it, what it would say. */
  public static String column(SqlConnection other, String table, String name, String otherwise) {
    try (SqlStatement column = other.prepare("select 1 from pragma_table_info(?1) where name=?2")) {
      return column.bind(1, table).bind(2, name).step() ? name : otherwise;
    }
  }

  private @Nullable String byChain(Tx tx, String chainId) {
    try (SqlStatement row = tx.prepare("select id from layers where chain_id=?1 and driver=?2")) {
      return row.bind(1, chainId).bind(2, config.driver()).step() ? row.text(0) : null;
    }
  }

  private void insert(Tx tx, String store, SqlStatement from, @Nullable String parent) {
    String id = String.valueOf(from.text(0));
    String link = String.valueOf(from.text(4));
    symlink(new LayerPaths(store, config.driver()).layer(id), paths.layer(id));
    symlink(LayerPaths.linkTarget(id), paths.link(link));
    try (SqlStatement row =
        tx.prepare(
            "insert into layers (id, parent, diff_id, chain_id, link, size, driver, opaque, store)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")) {
      row.bind(1, id).bind(2, parent).bind(3, from.text(2)).bind(4, from.text(3)).bind(5, link);
      row.bind(6, from.integer(5)).bind(7, config.driver()).bind(8, from.integer(6));
      row.bind(9, store).step();
    }
  }

  private void symlink(String target, String path) {
    byte[] name = Folder.bytes(path);
    if (kernel.tree().stat(FileTree.CWD, name) == null) {
      kernel.tree().symlink(Folder.bytes(target), FileTree.CWD, name);
    }
  }

  /** Forgets the layers of other stores that nothing here is built on, and notes what was read. */
  public void finish(Tx tx) {
    List<String> foreign = new ArrayList<>();
    try (SqlStatement rows =
        tx.prepare("select id from layers where store is not null order by number desc")) {
      while (rows.step()) {
        foreign.add(String.valueOf(rows.text(0)));
      }
    }
    for (int i = 0; i < foreign.size(); i++) {
      try (SqlStatement row =
          tx.prepare(
              "delete from layers where id=?1"
                  + " and not exists (select 1 from layers where parent=?1)"
                  + " and not exists (select 1 from images where top_layer=?1)"
                  + " and not exists (select 1 from container_layers where layer_id=?1)")) {
        row.bind(1, foreign.get(i)).step();
      }
    }
    try (SqlStatement none = tx.prepare("delete from image_stores")) {
      none.step();
    }
    List<String> stores = stores();
    for (int i = 0; i < stores.size(); i++) {
      try (SqlStatement row =
          tx.prepare("insert or ignore into image_stores (path, stamp) values (?1, ?2)")) {
        row.bind(1, stores.get(i)).bind(2, stamp(stores.get(i))).step();
      }
    }
  }
}
