package dev.kapok.storage.store;

import dev.kapok.sys.Pids;

/** Knows by its name whether somebody still works in a staging folder. */
final class StagingOwners {
  private final Pids pids;

  StagingOwners(Pids pids) {
    this.pids = pids;
  }

  /** The name begins with the process and its start time; a name of another form is nobody's. */
  boolean lives(String name) {
    int first = name.indexOf('-');
    int second = name.indexOf('-', first + 1);
    if (first < 0 || second < 0) {
      return false;
    }
    try {
      int pid = Integer.parseInt(name.substring(0, first));
      long start = Long.parseLong(name.substring(first + 1, second));
      return start != 0 && pids.startTime(pid) == start;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
