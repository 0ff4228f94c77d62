package dev.kapok.libpod.spec;

import java.util.ArrayList;
import java.util.List;

/** What the known low-level runtimes can do with a specification. */
enum RuntimeProfile {
  /** runc and crun, and all that are unknown: the whole of config-linux.md. */
  FULL(List.of("bind", "proc", "sysfs", "tmpfs", "devpts", "mqueue", "cgroup", "overlay"), true),

  /** runsc mounts few types by itself (gVisor, runsc/boot/vfs.go) and copies nothing up. */
  RUNSC(List.of("bind", "proc", "sysfs", "tmpfs", "devpts", "cgroup"), false);

  private final List<String> mountTypes;
  private final boolean copiesUp;

  RuntimeProfile(List<String> mountTypes, boolean copiesUp) {
    this.mountTypes = mountTypes;
    this.copiesUp = copiesUp;
  }

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
