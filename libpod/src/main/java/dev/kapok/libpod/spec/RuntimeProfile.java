package dev.kapok.libpod.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * What a low-level runtime can do with a specification.
 *
 * @param mountTypes of file systems that it mounts
 * @param copiesUp whether it fills a tmpfs with what lay at its place
 */
record RuntimeProfile(List<String> mountTypes, boolean copiesUp) {
  /** runc and crun, and all that are unknown: the whole of config-linux.md. */
  private static final RuntimeProfile FULL =
      new RuntimeProfile(
          List.of(
              "bind", "proc", "sysfs", "tmpfs", "ramfs", "devpts", "mqueue", "cgroup", "overlay"),
          true);

  /** runsc mounts few types by itself (gVisor, runsc/boot/vfs.go) and copies nothing up. */
  private static final RuntimeProfile RUNSC =
      new RuntimeProfile(List.of("bind", "proc", "sysfs", "tmpfs", "devpts", "cgroup"), false);

  /** Returns the profile of a runtime by its path. */
  static RuntimeProfile of(String runtime) {
    return runtime.substring(runtime.lastIndexOf('/') + 1).startsWith("runsc") ? RUNSC : FULL;
  }

  /** Tells whether it mounts this type of file system. */
  boolean mounts(String type) {
    return mountTypes.contains(type);
  }

  /** Returns those options of a tmpfs that it understands. */
  List<String> tmpfsOptions(List<String> options) {
    if (copiesUp) {
      return options;
    }
    List<String> known = new ArrayList<>(options);
    known.remove("tmpcopyup");
    return known;
  }
}
