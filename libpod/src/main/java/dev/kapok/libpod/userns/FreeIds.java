package dev.kapok.libpod.userns;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes maps of ids that nobody else has. */
final class FreeIds {
  private final List<SubIds.Range> free = new ArrayList<>();

  /** Begins with these, in the order in which they shall be used; they may overlap. */
  FreeIds(List<SubIds.Range> available) {
    for (int i = 0; i < available.size(); i++) {
      FreeIds more = new FreeIds(List.of());
      more.free.add(available.get(i));
      for (int j = 0; j < free.size(); j++) {
        more.take(free.get(j).first(), free.get(j).count());
      }
      free.addAll(more.free);
    }
  }

  /** Takes ids away, whether they are there or not. */
  void take(long first, long count) {
    List<SubIds.Range> left = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      SubIds.Range range = free.get(i);
      long end = range.first() + range.count();
      long below = Math.min(end, first) - range.first();
      long from = Math.max(range.first(), first + count);
      if (below > 0) {
        left.add(new SubIds.Range(range.first(), below));
      }
      if (from < end) {
        left.add(new SubIds.Range(from, end - from));
      }
    }
    free.clear();
    free.addAll(left);
  }

  /** Returns how many there are. */
  long count() {
    long count = 0;
    for (int i = 0; i < free.size(); i++) {
      count += free.get(i).count();
    }
    return count;
  }

  /**
   * Maps the ids from 0 to {@code size}, those of {@code forced} as that says; null where there are
   * not enough.
   */
  @Nullable IdMap map(long size, IdMap forced) {
    for (int i = 0; i < forced.ranges().size(); i++) {
      take(forced.ranges().get(i).outside(), forced.ranges().get(i).count());
    }
    List<IdRange> ranges = new ArrayList<>(forced.ranges());
    FreeIds inside = new FreeIds(List.of(new SubIds.Range(0, size)));
    for (int i = 0; i < forced.ranges().size(); i++) {
      inside.take(forced.ranges().get(i).inside(), forced.ranges().get(i).count());
    }
    int at = 0;
    long used = 0;
    for (int i = 0; i < inside.free.size(); i++) {
      SubIds.Range wanted = inside.free.get(i);
      long done = 0;
      while (done < wanted.count()) {
        if (at == free.size()) {
          return null;
        }
        SubIds.Range range = free.get(at);
        long count = Math.min(wanted.count() - done, range.count() - used);
        ranges.add(new IdRange(wanted.first() + done, range.first() + used, count));
        done += count;
        used += count;
        if (used == range.count()) {
          at++;
          used = 0;
        }
      }
    }
    return new IdMap(ranges);
  }
}
