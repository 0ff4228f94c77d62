package dev.kapok.libpod.mounts;

import dev.kapok.libpod.disk.Disk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The paths of the host that fit a pattern, as glob(7) has it: {@code *} and {@code ?} within a
 * name, {@code [a-z]} and {@code [!a-z]}; names with a leading dot only where the pattern has it.
 */
public final class GlobPaths {
  private final Disk disk;

  /** Looks at this disk. */
  public GlobPaths(Disk disk) {
    this.disk = disk;
  }

  /** Returns the paths in their order; none where nothing fits. */
  public List<String> matching(String pattern) {
    List<String> paths = new ArrayList<>();
    paths.add("");
    int start = 1;
    while (start <= pattern.length()) {
      int slash = pattern.indexOf('/', start);
      int end = slash < 0 ? pattern.length() : slash;
      paths = next(paths, pattern.substring(start, end));
      start = end + 1;
    }
    return paths;
  }

  private List<String> next(List<String> folders, String word) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      String folder = folders.get(i);
      if (isPlain(word)) {
        if (disk.exists(folder + "/" + word)) {
          found.add(folder + "/" + word);
        }
        continue;
      }
      List<String> names = disk.list(folder.isEmpty() ? "/" : folder);
      Collections.sort(names);
      for (int j = 0; j < names.size(); j++) {
        String name = names.get(j);
        boolean shown = !name.startsWith(".") || word.startsWith(".");
        if (shown && fits(word, name)) {
          found.add(folder + "/" + name);
        }
      }
    }
    return found;
  }

  private static boolean isPlain(String word) {
    return word.indexOf('*') < 0 && word.indexOf('?') < 0 && word.indexOf('[') < 0;
  }

  /** A star that was too short is made longer, and only the last: so this takes no long time. */
  static boolean fits(String pattern, String name) {
    int star = -1;
    int retry = 0;
    int p = 0;
    int n = 0;
    while (n < name.length()) {
      int end = p < pattern.length() ? endOfOne(pattern, p) : p;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (p < end && fitsOne(pattern, p, end, name.charAt(n))) {
        p = end;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Returns where that ends which stands for one letter. */
  private static int endOfOne(String pattern, int start) {
    int close = pattern.charAt(start) == '[' ? pattern.indexOf(']', start + 2) : -1;
    return close < 0 ? start + 1 : close + 1;
  }

  private static boolean fitsOne(String pattern, int start, int end, char c) {
    return end > start + 1
        ? inSet(pattern.substring(start + 1, end - 1), c)
        : pattern.charAt(start) == '?' || pattern.charAt(start) == c;
  }

  private static boolean inSet(String set, char c) {
    boolean inverse = set.startsWith("!") || set.startsWith("^");
    boolean found = false;
    for (int i = inverse ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        found |= c >= set.charAt(i) && c <= set.charAt(i + 2);
        i += 2;
      } else {
        found |= c == set.charAt(i);
      }
    }
    return found != inverse;
  }
}
