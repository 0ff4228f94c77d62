package dev.kapok.libpod.userns;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The maps of {@code keep-id} and {@code nomap}, for a user who is 0 in the engine's namespace and
 * has all further ids after that.
 */
final class KeepId {
  private KeepId() {}

  /** Maps the user, whom the engine sees as 0, to an id, and all others around it. */
  static IdMap keep(IdMap engine, long id) {
    long ids = end(engine);
    List<IdRange> ranges = new ArrayList<>();
    long below = Math.min(id, ids - 1);
    if (below > 0) {
      ranges.add(new IdRange(0, 1, below));
    }
    ranges.add(new IdRange(id, 0, 1));
    if (ids - 1 > id) {
      ranges.add(new IdRange(id + 1, id + 1, ids - 1 - id));
    }
    return new IdMap(ranges);
  }

  /** Maps all ids but the user's own. */
  static IdMap without(IdMap engine) {
    long ids = end(engine);
    return ids < 2 ? IdMap.NONE : new IdMap(List.of(new IdRange(0, 1, ids - 1)));
  }

  /** Returns the first id that does not follow those from 0 on. */
  private static long end(IdMap engine) {
    long end = 0;
    for (int i = 0; i < engine.ranges().size(); i++) {
      IdRange range = engine.ranges().get(i);
      if (range.inside() == end) {
        end += range.count();
      }
    }
    return end;
  }
}
