package dev.kapok.libpod.spec;

import java.util.List;

/**
 * What this machine, and this process on it, can do. Each fact is looked up when it is first asked
 * for, and then remembered: a start needs only some of them.
 *
 * <p>{@link ProcHostFacts} asks the kernel.
 */
public interface HostFacts {
  /** The value of a limit that does not exist. */
  long UNLIMITED = -1;

  /** Returns which cgroup hierarchies are mounted at /sys/fs/cgroup. */
  CgroupMode cgroups();

  /**
   * Tells whether containers of this process can be limited by a controller: "memory", "cpu",
   * "cpuset", "pids", and "swap" for the accounting of swap. Without root that takes a delegated
   * cgroup v2.
   */
  boolean controls(String controller);

  /** Tells whether this process is inside a user namespace that does not map all ids. */
  boolean rootless();

  /** Tells whether a user id exists in the container's user namespace. */
  boolean hasUser(int uid);

  /** Tells whether a group id exists in the container's user namespace. */
  boolean hasGroup(int gid);

  /** Returns the bounding set of capabilities, bit n for capability n (capabilities(7)). */
  long boundingCapabilities();

  /** Tells whether this process may raise its hard limits (CAP_SYS_RESOURCE). */
  boolean raisesLimits();

  /**
   * Returns this process's hard limit.
   *
   * @param name without RLIMIT_, lower case
   * @return {@link #UNLIMITED} for no limit
   */
  long hardLimit(String name);

  /** Returns the name of the processor architecture as uname(2) has it: "x86_64", "aarch64". */
  String machine();

  /** Tells whether this kernel may take system calls of the x32 ABI, as few x86_64 kernels do. */
  boolean x32();

  /**
   * Returns which of nosuid, nodev and noexec the mount that holds a path has and this process
   * cannot take away: a remount without them fails (mount_namespaces(7)). None for root.
   */
  List<String> lockedFlags(String path);

  /** Returns the host's name, as in the uts namespace of this process. */
  String hostname();

  /** Returns this process's own oom_score_adj (proc(5)). */
  int oomScoreAdj();

  /** How cgroups are mounted. */
  enum CgroupMode {
    /** One hierarchy per controller. */
    V1,
    /** As V1, and the unified hierarchy beside them. */
    HYBRID,
    /** The unified hierarchy only. */
    V2
  }
}
