package dev.kapok.image;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.store.ForeignLayers;
import dev.kapok.storage.store.StoreCopies;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.sql.SqlConnection;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of additional stores: other roots of this engine, read and never written.
 *
 * <p>Their records are taken over into this store's tables, marked by the root that they come from,
 * whenever one of those stores has changed or the list of them has. What looks images up then finds
 * them as any other. That store's database is not even opened: a copy of it is.
 */
public final class AdditionalImages {
  private static final String NAMES = "select name, repository, image_id from image_names";

  private final Kernel kernel;
  private final StateDatabase database;
  private final StorageConfig config;
  private final ForeignLayers layers;

  /** Works for one store. */
  public AdditionalImages(Kernel kernel, StateDatabase database, StorageConfig config) {
    this.kernel = kernel;
    this.database = database;
    this.config = config;
    this.layers = new ForeignLayers(kernel, config);
  }

  /**
   * Brings the records up to date.
   *
   * @throws StorageException where a store that is configured is none
   */
  public void refresh() {
    List<String> stores = layers.stores();
    for (int i = 0; i < stores.size(); i++) {
      layers.require(stores.get(i));
    }
    if (layers.isFresh(database)) {
      return;
    }
    try (StoreCopies copies = new StoreCopies(kernel, config, stores)) {
      copies.make();
      takeAll(stores, copies);
    } catch (SqlException e) {
      throw new StorageException("read the additional image stores: " + e.getMessage(), e);
    }
  }

  private void takeAll(List<String> stores, StoreCopies copies) {
    try (Tx tx = database.begin()) {
      List<String[]> names = forget(tx);
      for (int i = 0; i < stores.size(); i++) {
        Map<String, String> ids = layers.take(tx, stores.get(i), copies.of(i));
        takeImages(tx, stores.get(i), copies.of(i), ids);
        name(tx, copies.of(i));
      }
      for (int i = 0; i < names.size(); i++) {
        name(tx, names.get(i)[0], names.get(i)[1], names.get(i)[2]);
      }
      layers.finish(tx, copies.stamps());
      tx.commit();
    }
  }

  /** Forgets the images of other stores; returns their names, some of which were given here. */
  private static List<String[]> forget(Tx tx) {
    String foreign = "(select id from images where store is not null)";
    List<String[]> names = new ArrayList<>();
    try (SqlStatement rows = tx.prepare(NAMES + " where image_id in " + foreign)) {
      read(rows, names);
    }
    try (SqlStatement gone = tx.prepare("delete from image_names where image_id in " + foreign)) {
      gone.step();
    }
    try (SqlStatement gone = tx.prepare("delete from images where store is not null")) {
      gone.step();
    }
    return names;
  }

  private static void read(SqlStatement rows, List<String[]> names) {
    while (rows.step()) {
      names.add(
          new String[] {
            SqlImageStore.required(rows, 0),
            SqlImageStore.required(rows, 1),
            SqlImageStore.required(rows, 2)
          });
    }
  }

  /** Takes the images of a store, but for its lists: what those name may be missing here. */
  private static void takeImages(
      Tx tx, String store, SqlConnection other, Map<String, String> layers) {
    try (SqlStatement rows =
        other.prepare(
            "select id, digest, top_layer, created, size, labels, config, manifest from images"
                + " where "
                + ForeignLayers.column(other, "images", "store", "null")
                + " is null and "
                + ForeignLayers.column(other, "images", "is_list", "0")
                + "=0")) {
      while (rows.step()) {
        String top = rows.text(2);
        String here = top == null ? null : layers.get(top);
        if (top == null || here != null) {
          insert(tx, rows, here, store);
        }
      }
    }
  }

  private static void insert(Tx tx, SqlStatement from, @Nullable String top, String store) {
    try (SqlStatement row =
        tx.prepare(
            "insert or ignore into images"
                + " (id, digest, top_layer, created, size, labels, config, manifest, store)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")) {
      byte[] manifest = from.bytes(7);
      row.bind(1, from.text(0)).bind(2, from.text(1)).bind(3, top).bind(4, from.integer(3));
      row.bind(5, from.integer(4)).bind(6, from.text(5)).bind(7, from.text(6));
      row.bindBytes(8, manifest == null ? new byte[0] : manifest).bind(9, store).step();
    }
  }

  private static void name(Tx tx, SqlConnection other) {
    List<String[]> names = new ArrayList<>();
    try (SqlStatement rows = other.prepare(NAMES + " order by rowid")) {
      read(rows, names);
    }
    for (int i = 0; i < names.size(); i++) {
      name(tx, names.get(i)[0], names.get(i)[1], names.get(i)[2]);
    }
  }

  /** Gives a name to an image that is there; a name that is taken stays with who has it. */
  private static void name(Tx tx, String name, String repository, String imageId) {
    try (SqlStatement row =
        tx.prepare(
            "insert or ignore into image_names (name, repository, image_id)"
                + " select ?1, ?2, id from images where id=?3")) {
      row.bind(1, name).bind(2, repository).bind(3, imageId).step();
    }
  }
}
