package dev.kapok.libpod.state;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids, of the engine's own namespace, that containers' user namespaces have. The rows go with
 * their container.
 */
public final class IdRangeTable {
  /** Records the ids of a container whose own row is there. */
  public void insert(Tx tx, String container, IdMap map, boolean groups) {
    for (int i = 0; i < map.ranges().size(); i++) {
      IdRange range = map.ranges().get(i);
      try (SqlStatement row =
          tx.prepare(
              "insert into id_ranges (container, of_groups, first, count)"
                  + " values (?1, ?2, ?3, ?4)")) {
        row.bind(1, container).bind(2, groups ? 1 : 0).bind(3, range.outside());
        row.bind(4, range.count()).step();
      }
    }
  }

  /** Returns the ranges of all containers, each from its first id on; they may overlap. */
  public List<IdRange> all(Tx tx, boolean groups) {
    List<IdRange> ranges = new ArrayList<>();
    try (SqlStatement rows =
        tx.prepare("select first, count from id_ranges where of_groups=?1 order by first")) {
      rows.bind(1, groups ? 1 : 0);
      while (rows.step()) {
        ranges.add(new IdRange(rows.integer(0), rows.integer(0), rows.integer(1)));
      }
    }
    return ranges;
  }
}
