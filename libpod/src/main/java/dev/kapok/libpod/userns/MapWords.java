package dev.kapok.libpod.userns;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of {@code --uidmap} and {@code --gidmap}: {@code [FLAGS]CONTAINER:[@]FROM[:COUNT]}.
 *
 * <p>Flags are {@code u} and {@code g}, for a mapping of users or of groups only, and {@code +},
 * for one that changes the default mapping instead of replacing it. {@code @} stands before an id
 * of the host's where the engine is in a user namespace and others are that namespace's.
 */
final class MapWords {
  private final IdMap engine;
  private final boolean users;
  private final List<IdRange> ranges = new ArrayList<>();
  private boolean adds;
  private boolean replaces;

  private MapWords(IdMap engine, boolean users) {
    this.engine = engine;
    this.users = users;
  }

  /**
   * Reads the words for users or for groups; where neither option speaks of one of the two, it gets
   * the other's mapping.
   *
   * @param engine the ids of the engine's own namespace
   */
  static IdMap read(List<String> uidMaps, List<String> gidMaps, IdMap engine, boolean users) {
    List<String> own = users ? uidMaps : gidMaps;
    List<String> other = users ? gidMaps : uidMaps;
    MapWords words = new MapWords(engine, users);
    words.addAll(own, true);
    words.addAll(other, false);
    if (words.ranges.isEmpty()) {
      for (int i = 0; i < other.size(); i++) {
        if (isUnmarked(other.get(i))) {
          words.add(other.get(i));
        }
      }
      words.adds |= words.ranges.isEmpty();
    }
    return words.map();
  }

  /** Takes what an option says of its own kind of ids, and what is marked as the other kind's. */
  private void addAll(List<String> words, boolean own) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String flags = flags(word);
      boolean u = flags.indexOf('u') >= 0;
      boolean g = flags.indexOf('g') >= 0;
      boolean marked = users ? u : g;
      if (marked || (own && isUnmarked(word))) {
        add(word);
      }
    }
  }

  private static boolean isUnmarked(String word) {
    String flags = flags(word);
    return flags.indexOf('u') < 0 && flags.indexOf('g') < 0;
  }

  private static String flags(String word) {
    int end = 0;
    while (end < word.length() && "+ug".indexOf(word.charAt(end)) >= 0) {
      end++;
    }
    return word.substring(0, end);
  }

  private void add(String word) {
    String flags = flags(word);
    if (flags.indexOf('+') >= 0) {
      adds = true;
    } else {
      replaces = true;
    }
    String rest = word.substring(flags.length());
    int first = rest.indexOf(':');
    int second = first < 0 ? -1 : rest.indexOf(':', first + 1);
    if (first < 0) {
      throw malformed(word);
    }
    String from = rest.substring(first + 1, second < 0 ? rest.length() : second);
    boolean host = from.startsWith("@");
    long inside = SubIds.number(rest.substring(0, first));
    long outside = SubIds.number(host ? from.substring(1) : from);
    long count = second < 0 ? 1 : SubIds.number(rest.substring(second + 1));
    if (inside < 0 || outside < 0 || count < 0) {
      throw malformed(word);
    }
    if (host) {
      addHost(inside, outside, count, word);
    } else {
      ranges.add(range(inside, outside, count));
    }
  }

  /** The ids of the host may be several ranges of the engine's. */
  private void addHost(long inside, long host, long count, String whole) {
    range(inside, host, count);
    long done = 0;
    while (done < count) {
      IdRange found = null;
      for (int i = 0; i < engine.ranges().size(); i++) {
        IdRange range = engine.ranges().get(i);
        long skipped = host + done - range.outside();
        if (skipped >= 0 && skipped < range.count()) {
          long part = Math.min(range.count() - skipped, count - done);
          found = new IdRange(inside + done, range.inside() + skipped, part);
        }
      }
      if (found == null) {
        throw invalid(
            "mapping "
                + whole
                + ": "
                + (users ? "user" : "group")
                + " "
                + (host + done)
                + " of the host is not among the ids of this user; see "
                + (users ? "/etc/subuid" : "/etc/subgid"));
      }
      ranges.add(found);
      done += found.count();
    }
  }

  private IdMap map() {
    if (adds && replaces) {
      throw invalid(
          "mappings with + change the default mapping, those without replace it: both are given for "
              + (users ? "users" : "groups"));
    }
    try {
      IdMap map = new IdMap(ranges);
      return adds ? filled(map) : map;
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Gives all ids of the engine's namespace that are left to those of the container's. */
  private IdMap filled(IdMap map) {
    List<IdRange> all = new ArrayList<>(map.ranges());
    long inside = 0;
    for (int i = 0; i < engine.ranges().size(); i++) {
      IdRange own = engine.ranges().get(i);
      long id = own.inside();
      long end = own.inside() + own.count();
      while (id < end && inside < IdRange.END) {
        long freeOutside = run(map, id, end, false);
        long freeInside = run(map, inside, IdRange.END, true);
        if (freeOutside < 0) {
          id -= freeOutside;
        } else if (freeInside < 0) {
          inside -= freeInside;
        } else {
          long count = Math.min(freeInside, freeOutside);
          all.add(new IdRange(inside, id, count));
          inside += count;
          id += count;
        }
      }
    }
    return new IdMap(all);
  }

  /** Returns how many ids from here on are free, or, negated, how many are taken. */
  private static long run(IdMap map, long from, long end, boolean inside) {
    long free = end - from;
    for (int i = 0; i < map.ranges().size(); i++) {
      IdRange range = map.ranges().get(i);
      long first = inside ? range.inside() : range.outside();
      if (from >= first && from < first + range.count()) {
        return from - first - range.count();
      }
      if (first > from) {
        free = Math.min(free, first - from);
      }
    }
    return free;
  }

  private static IdRange range(long inside, long outside, long count) {
    try {
      return new IdRange(inside, outside, count);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private KapokException malformed(String word) {
    return invalid(
        "mapping \""
            + word
            + "\" of "
            + (users ? "users" : "groups")
            + " is malformed: CONTAINER:FROM[:COUNT] expected");
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
