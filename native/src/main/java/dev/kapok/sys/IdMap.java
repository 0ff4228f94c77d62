package dev.kapok.sys;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which ids of a user namespace are which outside of it; for users or for groups
 * (user_namespaces(7)). Every id, inside or outside, is in at most one range.
 *
 * @param ranges in the order of their ids inside
 */
public record IdMap(List<IdRange> ranges) {
  /** How many ranges the kernel takes (since Linux 4.15). */
  public static final int MAX_RANGES = 340;

  /** Maps nothing. */
  public static final IdMap NONE = new IdMap(List.of());

  /**
   * Sorts the ranges.
   *
   * @throws IllegalArgumentException where two ranges overlap, or there are more than the kernel
   *     takes
   */
  public IdMap {
    ranges = sorted(ranges);
    if (ranges.size() > MAX_RANGES) {
      throw new IllegalArgumentException(
          "there are "
              + ranges.size()
              + " ranges of ids to map, but the kernel takes at most "
              + MAX_RANGES);
    }
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < i; j++) {
        requireApart(ranges.get(j), ranges.get(i));
      }
    }
  }

  private static void requireApart(IdRange one, IdRange other) {
    boolean inside = overlap(one.inside(), one.count(), other.inside(), other.count());
    if (inside || overlap(one.outside(), one.count(), other.outside(), other.count())) {
      throw new IllegalArgumentException(
          "mappings "
              + one.word()
              + " and "
              + other.word()
              + " overlap "
              + (inside ? "in the container" : "on the host"));
    }
  }

  private static boolean overlap(long one, long count, long other, long otherCount) {
    return one < other + otherCount && other < one + count;
  }

  private static List<IdRange> sorted(List<IdRange> ranges) {
    List<IdRange> sorted = new ArrayList<>(ranges.size());
    for (int i = 0; i < ranges.size(); i++) {
      int at = sorted.size();
      while (at > 0 && sorted.get(at - 1).inside() > ranges.get(i).inside()) {
        at--;
      }
      sorted.add(at, ranges.get(i));
    }
    return List.copyOf(sorted);
  }

  /**
   * Reads lines of id inside, id outside and count, as /proc/PID/uid_map has them.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static IdMap parse(String text) {
    List<IdRange> ranges = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(from, end).trim();
      if (!line.isEmpty()) {
        ranges.add(range(line));
      }
      from = end + 1;
    }
    return new IdMap(ranges);
  }

  private static IdRange range(String line) {
    long[] fields = new long[3];
    int at = 0;
    for (int i = 0; i < fields.length; i++) {
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
      int start = at;
      while (at < line.length() && line.charAt(at) != ' ') {
        at++;
      }
      fields[i] = number(line.substring(start, at), line);
    }
    if (at < line.length()) {
      throw unreadable(line);
    }
    return new IdRange(fields[0], fields[1], fields[2]);
  }

  private static long number(String digits, String line) {
    if (digits.isEmpty() || digits.length() > 10) {
      throw unreadable(line);
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw unreadable(line);
      }
      value = 10 * value + digit;
    }
    return value;
  }

  private static IllegalArgumentException unreadable(String line) {
    return new IllegalArgumentException("this is no mapping of ids: " + line);
  }

  /** Returns what an id of the namespace is outside, −1 where it is nothing. */
  public long outside(long inside) {
    IdRange range = rangeOf(inside);
    return range == null ? -1 : range.outside() + (inside - range.inside());
  }

  /** Returns what an id from outside is in the namespace, −1 where it is nothing. */
  public long inside(long outside) {
    for (int i = 0; i < ranges.size(); i++) {
      IdRange range = ranges.get(i);
      if (outside >= range.outside() && outside - range.outside() < range.count()) {
        return range.inside() + (outside - range.outside());
      }
    }
    return -1;
  }

  /** Returns the map whose ids inside are this one's outside. */
  public IdMap inverse() {
    List<IdRange> inverse = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      IdRange range = ranges.get(i);
      inverse.add(new IdRange(range.outside(), range.inside(), range.count()));
    }
    return new IdMap(inverse);
  }

  /** Returns how many ids it maps. */
  public long size() {
    long size = 0;
    for (int i = 0; i < ranges.size(); i++) {
      size += ranges.get(i).count();
    }
    return size;
  }

  /**
   * Returns the map of a namespace in this one's place, as seen from where {@code parent} is.
   *
   * @throws IllegalArgumentException where it has ids that the parent does not have
   */
  public IdMap over(IdMap parent) {
    return split(parent, true);
  }

  /**
   * Returns the same map in ranges that lie within one of the parent's each, as the kernel wants
   * them.
   *
   * @throws IllegalArgumentException where it has ids that the parent does not have
   */
  public IdMap splitBy(IdMap parent) {
    return split(parent, false);
  }

  private IdMap split(IdMap parent, boolean compose) {
    List<IdRange> parts = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      addParts(parts, ranges.get(i), parent, compose);
    }
    return new IdMap(parts);
  }

  /** A range may span several of the parent's. */
  private static void addParts(List<IdRange> parts, IdRange range, IdMap parent, boolean compose) {
    long done = 0;
    while (done < range.count()) {
      long first = range.outside() + done;
      IdRange under = parent.rangeOf(first);
      if (under == null) {
        throw new IllegalArgumentException(
            "mapping " + range.word() + " is impossible: id " + first + " does not exist here");
      }
      long skipped = first - under.inside();
      long count = Math.min(range.count() - done, under.count() - skipped);
      long outside = compose ? under.outside() + skipped : first;
      parts.add(new IdRange(range.inside() + done, outside, count));
      done += count;
    }
  }

  private @Nullable IdRange rangeOf(long inside) {
    for (int i = 0; i < ranges.size(); i++) {
      IdRange range = ranges.get(i);
      if (inside >= range.inside() && inside - range.inside() < range.count()) {
        return range;
      }
    }
    return null;
  }

  /** Returns the lines that {@link #parse} reads and the kernel takes. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ranges.size(); i++) {
      IdRange range = ranges.get(i);
      text.append(range.inside()).append(' ').append(range.outside()).append(' ');
      text.append(range.count()).append('\n');
    }
    return text.toString();
  }

  /** Returns the ranges as options have them, {@code inside:outside:count}. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      words.add(ranges.get(i).word());
    }
    return words;
  }
}
