package dev.kapok.storage.store;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.HashMap;
import java.util.Map;

/**
 * The sizes of containers' own layers as they were last measured.
 *
 * <p>A size comes with a stamp of the caller's choice, and means something as long as the caller
 * would choose the same stamp again.
 */
public final class ContainerSizes {
  private final StateDatabase database;

  /** Reads the tables of {@link StorageSchema}. */
  public ContainerSizes(StateDatabase database) {
    this.database = database;
  }

  /**
   * A size that was measured.
   *
   * @param bytes that the container wrote
   * @param stamp says which state of the container it belongs to
   */
  public record Measured(long bytes, long stamp) {}

  /** Returns all that is known, by the containers' ids: one query, no file is looked at. */
  public Map<String, Measured> all() {
    Map<String, Measured> sizes = new HashMap<>();
    try (SqlStatement rows =
        database.prepare(
            "select container_id, size, size_stamp from container_layers"
                + " where size is not null")) {
      while (rows.step()) {
        String id = rows.text(0);
        if (id != null) {
          sizes.put(id, new Measured(rows.integer(1), rows.integer(2)));
        }
      }
    }
    return sizes;
  }

  /** Keeps what was measured. */
  public void keep(Tx tx, String containerId, Measured measured) {
    try (SqlStatement row =
        tx.prepare("update container_layers set size=?2, size_stamp=?3 where container_id=?1")) {
      row.bind(1, containerId).bind(2, measured.bytes()).bind(3, measured.stamp()).step();
    }
  }

  /** Forgets what was measured: somebody may write to the layer from now on. */
  public void forget(Tx tx, String containerId) {
    try (SqlStatement row =
        tx.prepare("update container_layers set size=null where container_id=?1")) {
      row.bind(1, containerId).step();
    }
  }
}
