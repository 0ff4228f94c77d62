package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.DriverOptions;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Layers of additional image stores: other roots of this engine whose images are read and never
 * written.
 *
 * <p>Such a layer has a row here like any other, and where its folder would be lies a symbolic link
 * to that of the other store. So whatever works with layers need not know of stores at all, and
 * removing one removes the link. An object serves one reading of the stores.
 */
public final class ForeignLayers {
  private final Kernel kernel;
  private final StorageConfig config;
  private final LayerPaths paths;
  private final Folder folder;
  private final Set<String> taken = new HashSet<>();

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
    return StoreStamps.recorded(database).equals(new StoreStamps(kernel, config).of(stores()));
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
   * Takes the layers of a store; one of this store's own stays as it is, and so does one that was
   * taken from a store before.
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
          String parent = rows.text(1);
          ids.put(id, take(tx, store, rows, parent == null ? null : ids.get(parent)));
        }
      }
    }
    return ids;
  }

  /** Takes one layer; returns its id here. */
  private String take(Tx tx, String store, SqlStatement from, @Nullable String parent) {
    String id = String.valueOf(from.text(0));
    try (SqlStatement known =
        tx.prepare("select id, link, store from layers where chain_id=?1 and driver=?2")) {
      known.bind(1, from.text(3)).bind(2, config.driver());
      if (!known.step()) {
        insert(tx, store, from, parent);
        taken.add(id);
        return id;
      }
      String here = String.valueOf(known.text(0));
      if (known.text(2) != null && taken.add(here)) {
        // The other store may have made it again, or may have been moved.
        link(store, id, here, String.valueOf(known.text(1)));
        move(tx, here, store);
      }
      return here;
    }
  }

  private static void move(Tx tx, String id, String store) {
    try (SqlStatement row = tx.prepare("update layers set store=?1 where id=?2 and store<>?1")) {
      row.bind(1, store).bind(2, id).step();
    }
  }

  /** Returns a column of another store, or, in one of a version without it, what it would say. */
  public static String column(SqlConnection other, String table, String name, String otherwise) {
    try (SqlStatement column = other.prepare("select 1 from pragma_table_info(?1) where name=?2")) {
      return column.bind(1, table).bind(2, name).step() ? name : otherwise;
    }
  }

  private void insert(Tx tx, String store, SqlStatement from, @Nullable String parent) {
    String id = String.valueOf(from.text(0));
    String link = String.valueOf(from.text(4));
    link(store, id, id, link);
    try (SqlStatement row =
        tx.prepare(
            "insert into layers (id, parent, diff_id, chain_id, link, size, driver, opaque, store)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")) {
      row.bind(1, id).bind(2, parent).bind(3, from.text(2)).bind(4, from.text(3)).bind(5, link);
      row.bind(6, from.integer(5)).bind(7, config.driver()).bind(8, from.integer(6));
      row.bind(9, store).step();
    }
  }

  /** Makes the way to a layer of another store, which has another id there, perhaps. */
  private void link(String store, String there, String here, String link) {
    symlink(new LayerPaths(store, config.driver()).layer(there), paths.layer(here));
    symlink(LayerPaths.linkTarget(here), paths.link(link));
  }

  /** What else is there has no row of this store's own, and goes. */
  private void symlink(String target, String path) {
    byte[] name = Folder.bytes(path);
    byte[] holds = Folder.bytes(target);
    FileStat old = folder.stat(path);
    if (old != null) {
      if (old.isSymlink() && Arrays.equals(kernel.tree().readlink(FileTree.CWD, name), holds)) {
        return;
      }
      new TreeDeleter(kernel).delete(path);
    }
    kernel.tree().symlink(holds, FileTree.CWD, name);
  }

  /**
   * Forgets the layers of other stores that nothing here is built on, and notes what was read. The
   * links go before the transaction ends, while nobody else can take the same layer; where it ends
   * badly nothing is noted, and the next command makes them again.
   *
   * @param stamps of the stores when they were read
   */
  public void finish(Tx tx, Map<String, String> stamps) {
    List<String[]> foreign = new ArrayList<>();
    try (SqlStatement rows =
        tx.prepare(
            "select id, link, driver from layers where store is not null order by number desc")) {
      while (rows.step()) {
        foreign.add(
            new String[] {
              String.valueOf(rows.text(0)),
              String.valueOf(rows.text(1)),
              String.valueOf(rows.text(2))
            });
      }
    }
    for (int i = 0; i < foreign.size(); i++) {
      String id = foreign.get(i)[0];
      if (isForgotten(tx, id)) {
        LayerPaths its = new LayerPaths(config.root(), foreign.get(i)[2]);
        unlink(its.layer(id));
        unlink(its.link(foreign.get(i)[1]));
      }
    }
    StoreStamps.record(tx, stamps);
  }

  private static boolean isForgotten(Tx tx, String id) {
    try (SqlStatement row =
        tx.prepare(
            "delete from layers where id=?1"
                + " and not exists (select 1 from layers where parent=?1)"
                + " and not exists (select 1 from images where top_layer=?1)"
                + " and not exists (select 1 from container_layers where layer_id=?1)"
                + " returning id")) {
      return row.bind(1, id).step();
    }
  }

  private void unlink(String path) {
    FileStat link = folder.stat(path);
    if (link != null && link.isSymlink()) {
      kernel.tree().unlink(FileTree.CWD, Folder.bytes(path), false);
    }
  }
}
