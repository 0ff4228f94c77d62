package dev.kapok.storage.store;

import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.Lower;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer and all that can be seen beneath it, from the top down. */
final class LayerChains {
  private static final String CHAIN =
      "with recursive chain (number, id, parent, link, size, driver, opaque) as ("
          + "select number, id, parent, link, size, driver, opaque from layers where id=?1"
          + " union all select l.number, l.id, l.parent, l.link, l.size, l.driver, l.opaque"
          + " from layers l join chain c on l.id=c.parent where c.opaque=0)"
          + " select id, link, size, driver from chain order by number desc";

  private final StateDatabase database;
  private final String driver;

  LayerChains(StateDatabase database, String driver) {
    this.database = database;
    this.driver = driver;
  }

  /** Returns the layers from this one down; none for null. */
  List<Lower> of(@Nullable String top) {
    if (top == null) {
      return List.of();
    }
    try (SqlStatement chain = database.prepare(CHAIN)) {
      return lowers(chain, top);
    }
  }

  /** Returns the same inside a transaction. */
  List<Lower> of(Tx tx, @Nullable String top) {
    if (top == null) {
      return List.of();
    }
    try (SqlStatement chain = tx.prepare(CHAIN)) {
      return lowers(chain, top);
    }
  }

  private List<Lower> lowers(SqlStatement chain, String top) {
    List<Lower> lowers = new ArrayList<>();
    chain.bind(1, top);
    while (chain.step()) {
      String id = chain.text(0);
      String link = chain.text(1);
      if (id == null || link == null || !driver.equals(chain.text(3))) {
        throw new StorageException(
            "layer "
                + id
                + " was unpacked for storage driver "
                + chain.text(3)
                + ": use that driver, or another --root for driver "
                + driver);
      }
      lowers.add(new Lower(id, link, chain.integer(2)));
    }
    return lowers;
  }
}
