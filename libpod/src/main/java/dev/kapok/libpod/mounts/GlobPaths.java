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
        if (shown && fits(word, 0, name, 0)) {
          found.add(folder + "/" + name);
        }
      }
    }
    return found;
  }

  private static boolean isPlain(String word) {
    return word.indexOf('*') < 0 && word.indexOf('?') < 0 && word.indexOf('[') < 0;
  }

  static boolean fits(String pattern, int from, String name, int at) {
    int p = from;
    int n = at;
    while (p < pattern.length()) {
      char c = pattern.charAt(p);
      if (c == '*') {
        for (int rest = n; rest <= name.length(); rest++) {
          if (fits(pattern, p + 1, name, rest)) {
            return true;
          }
        }
        return false;
      }
      if (n == name.length()) {
        return false;
      }
      int close = c == '[' ? pattern.indexOf(']', p + 2) : -1;
      boolean fits =
          close > 0
              ? inSet(pattern.substring(p + 1, close), name.charAt(n))
              : c == '?' || c == name.charAt(n);
      if (!fits) {
        return false;
      }
      p = close > 0 ? close + 1 : p + 1;
      n++;
    }
    return n == name.length();
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
