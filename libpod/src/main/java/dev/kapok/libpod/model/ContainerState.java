package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * What changes in a container's life.
 *
 * @param pid of its first process, 0 when none runs
 * @param pidStart that process's start time, see {@link dev.kapok.sys.Pids#startTime}
 * @param conmonPid of its monitor, 0 when none runs
 * @param started when it was last started, in nanoseconds since the epoch; 0 for never
 * @param finished when it last ended, likewise
 * @param exitCode of the last end
 * @param oomKilled whether the kernel killed it for want of memory
 * @param restarts how often its restart policy started it again
 * @param stoppedByUser whether its policy shall leave it alone
 * @param netns the path of its network namespace, null when it has none of its own
 * @param error why the last start failed, or null
 */
public record ContainerState(
    Status status,
    int pid,
    long pidStart,
    int conmonPid,
    long started,
    long finished,
    int exitCode,
    boolean oomKilled,
    int restarts,
    boolean stoppedByUser,
    @Nullable String netns,
    @Nullable String error) {
  /** The state of a container that was just created. */
  public static final ContainerState NEW =
      new ContainerState(Status.CONFIGURED, 0, 0, 0, 0, 0, 0, false, 0, false, null, null);
}
