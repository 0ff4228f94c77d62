package dev.kapok.storage.store;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table of containers' layers, as far as it tells which containers there are. */
final class ContainerRows {
  private static final String ALL = "select container_id from container_layers";

  private static final String OF_DRIVER =
      "select c.container_id from container_layers c left join layers l on l.id=c.layer_id"
          + " where (l.driver is null or l.driver=?1) and c.disposable<>"
          + ContainerLayerRow.PASSING;

  private final StateDatabase database;

  ContainerRows(StateDatabase database) {
    this.database = database;
  }

  /** Returns the ids of all, whatever driver they were made for. */
  Set<String> all() {
    return new HashSet<>(ids(database.prepare(ALL)));
  }

  /** Returns the same inside a transaction. */
  Set<String> all(Tx tx) {
    return new HashSet<>(ids(tx.prepare(ALL)));
  }

  /**
   * Returns the ids of those on layers of one driver, and of those that are on no layer at all,
   * which may be any driver's. Those whose files come and go are left out.
   */
  List<String> of(String driver) {
    return ids(database.prepare(OF_DRIVER).bind(1, driver));
  }

  private static List<String> ids(SqlStatement rows) {
    List<String> ids = new ArrayList<>();
    try (rows) {
      while (rows.step()) {
        String id = rows.text(0);
        if (id != null) {
          ids.add(id);
        }
      }
    }
    return ids;
  }
}
