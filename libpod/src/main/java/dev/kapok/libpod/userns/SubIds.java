package dev.kapok.libpod.userns;

import dev.kapok.libpod.model.Digits;
import dev.kapok.sys.IdRange;
import java.util.ArrayList;
import java.util.List;

/** Ranges of subordinate ids, as subuid(5) and subgid(5) have them. */
final class SubIds {
  private SubIds() {}

  /**
   * A range on the host.
   *
   * @param first its first id
   * @param count at least 1
   */
  record Range(long first, long count) {}

  /**
   * Returns the ranges of one user. Lines that are none are passed over, as newuidmap(1) does: a
   * typing error in one line is not everybody's.
   *
   * @param text of the file
   * @param name of the user, or its number, as the file has it
   */
  static List<Range> of(String text, String name) {
    List<Range> ranges = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      addLine(ranges, text.substring(from, end).trim(), name);
      from = end + 1;
    }
    return ranges;
  }

  private static void addLine(List<Range> ranges, String line, String name) {
    int first = line.indexOf(':');
    int second = line.indexOf(':', first + 1);
    if (first <= 0 || second < 0) {
      return;
    }
    String owner = line.substring(0, first);
    long start = number(line.substring(first + 1, second));
    long count = number(line.substring(second + 1));
    if (owner.equals(name) && start >= 0 && count > 0 && start + count <= IdRange.END) {
      ranges.add(new Range(start, count));
    }
  }

  /** Returns a number of at most ten digits, −1 for anything else. */
  static long number(String text) {
    return Digits.parseLong(text, 10);
  }
}
