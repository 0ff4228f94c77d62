package dev.kapok.libpod.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings into a text what changed between two others, line by line, so that what somebody else
 * wrote into it stays.
 */
final class LineMerge {
  private final List<String> before;
  private final List<String> now;

  /** Compares two texts. */
  LineMerge(String before, String now) {
    this.before = lines(before);
    this.now = lines(now);
  }

  /** Returns a text without the lines that are there no more and with those that are new. */
  String into(String text) {
    List<String> merged = lines(text);
    for (int i = 0; i < before.size(); i++) {
      if (!now.contains(before.get(i))) {
        merged.remove(before.get(i));
      }
    }
    for (int i = 0; i < now.size(); i++) {
      if (!before.contains(now.get(i)) && !merged.contains(now.get(i))) {
        merged.add(place(i, merged), now.get(i));
      }
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < merged.size(); i++) {
      joined.append(merged.get(i)).append('\n');
    }
    return joined.toString();
  }

  /** Behind the line that it stands behind, or the nearest before that is there. */
  private int place(int index, List<String> merged) {
    for (int i = index - 1; i >= 0; i--) {
      int at = merged.lastIndexOf(now.get(i));
      if (at >= 0) {
        return at + 1;
      }
    }
    return 0;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int begin = 0;
    while (begin < text.length()) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? text.length() : end;
      lines.add(text.substring(begin, end));
      begin = end + 1;
    }
    return lines;
  }
}
