package dev.kapok.storage.store;

import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of layers, as far as one driver's go. */
final class LayerRows {
  private static final String SELECT =
      "select id, parent, diff_id, chain_id, link, size from layers where driver=?1";

  private final StateDatabase database;
  private final String driver;

  LayerRows(StateDatabase database, String driver) {
    this.database = database;
    this.driver = driver;
  }

  @Nullable Layer byChain(Digest chainId) {
    return one(database.prepare(SELECT + " and chain_id=?2"), chainId.toString());
  }

  @Nullable Layer byChain(Tx tx, Digest chainId) {
    return one(tx.prepare(SELECT + " and chain_id=?2"), chainId.toString());
  }

  @Nullable Layer byId(String id) {
    return one(database.prepare(SELECT + " and id=?2"), id);
  }

  boolean isOfAnotherDriver(String id) {
    try (SqlStatement row = database.prepare("select 1 from layers where id=?1 and driver<>?2")) {
      return row.bind(1, id).bind(2, driver).step();
    }
  }

  List<Layer> all() {
    try (SqlStatement rows = database.prepare(SELECT + " order by number")) {
      return all(rows.bind(1, driver));
    }
  }

  List<Layer> all(Tx tx) {
    try (SqlStatement rows = tx.prepare(SELECT + " order by number")) {
      return all(rows.bind(1, driver));
    }
  }

  void insert(Tx tx, Layer layer, boolean opaque) {
    try (SqlStatement row =
        tx.prepare(
            "insert into layers (id, parent, diff_id, chain_id, link, size, driver, opaque)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")) {
      row.bind(1, layer.id()).bind(2, layer.parent()).bind(3, layer.diffId().toString());
      row.bind(4, layer.chainId().toString()).bind(5, layer.link()).bind(6, layer.size());
      row.bind(7, driver).bind(8, opaque ? 1 : 0).step();
    }
  }

  /** Records that this store has a layer's files itself. */
  void own(Tx tx, String id) {
    try (SqlStatement row = tx.prepare("update layers set store=null where id=?1")) {
      row.bind(1, id).step();
    }
  }

  void delete(Tx tx, String id) {
    try (SqlStatement row = tx.prepare("delete from layers where id=?1")) {
      row.bind(1, id).step();
    } catch (SqlException e) {
      if (e.code() == SqlException.CONSTRAINT) {
        throw new StorageException(
            "remove layer " + id + ": a layer, an image or a container is built on it", e);
      }
      throw e;
    }
  }

  private @Nullable Layer one(SqlStatement rows, String key) {
    try (rows) {
      rows.bind(1, driver).bind(2, key);
      return rows.step() ? layer(rows) : null;
    }
  }

  private static List<Layer> all(SqlStatement rows) {
    List<Layer> layers = new ArrayList<>();
    while (rows.step()) {
      layers.add(layer(rows));
    }
    return layers;
  }

  private static Layer layer(SqlStatement row) {
    return new Layer(
        text(row, 0),
        row.text(1),
        Digest.parse(text(row, 2)),
        Digest.parse(text(row, 3)),
        text(row, 4),
        row.integer(5));
  }

  private static String text(SqlStatement row, int column) {
    String text = row.text(column);
    if (text == null) {
      throw new IllegalStateException("table layers: column " + column + " is null");
    }
    return text;
  }
}
