package dev.kapok.libpod.spec;

import java.util.ArrayList;
import java.util.List;

/** {@code NAME=value} entries, each name once, in the order in which the names came first. */
final class Environment {
  private final List<String> entries = new ArrayList<>();

  /** Sets a variable, replacing its value; an entry without "=" has an empty one. */
  void set(String entry) {
    String whole = entry.indexOf('=') < 0 ? entry + "=" : entry;
    int index = find(whole);
    if (index < 0) {
      entries.add(whole);
    } else {
      entries.set(index, whole);
    }
  }

  /** Sets a variable that is not set yet. */
  void setDefault(String entry) {
    if (find(entry) < 0) {
      entries.add(entry);
    }
  }

  /** Returns the entries. */
  List<String> list() {
    return entries;
  }

  private int find(String entry) {
    String prefix = entry.substring(0, entry.indexOf('=') + 1);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).startsWith(prefix)) {
        return i;
      }
    }
    return -1;
  }
}
