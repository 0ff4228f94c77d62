package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * What changes in a container's life.
 *
 * @param pid of its first process, 0 when none runs
 * @param pidStart that process's start time, see {@link dev.kapok.sys.Pids#startTime}
 * @param conmonPid of its monitor, 0 when none runs
 * @param conmonStart that process's start time
 * @param boot the id of the boot in which it was last started, empty for never
 * @param started when it was last started, in nanoseconds since the epoch; 0 for never
 * @param finished when it last ended, likewise
 * @param exitCode of the last end
 * @param oomKilled whether the kernel killed it for want of memory
 * @param restarts how often its restart policy started it again
 * @param stoppedByUser whether its policy shall leave it alone
 * @param netns the path of its network namespace, null when it has none of its own
 * @param error why the last start failed, or what is odd about the last end; null for nothing
 */
public record ContainerState(
    Status status,
    int pid,
    long pidStart,
    int conmonPid,
    long conmonStart,
    String boot,
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
      new ContainerState(Status.CONFIGURED, 0, 0, 0, 0, "", 0, 0, 0, false, 0, false, null, null);

  /** Returns this state with another status. */
  public ContainerState in(Status newStatus) {
    return new ContainerState(
        newStatus,
        pid,
        pidStart,
        conmonPid,
        conmonStart,
        boot,
        started,
        finished,
        exitCode,
        oomKilled,
        restarts,
        stoppedByUser,
        netns,
        error);
  }

  /** Returns this state with or without the mark that the user stopped it. */
  public ContainerState stoppedByUser(boolean stopped) {
    return new ContainerState(
        status,
        pid,
        pidStart,
        conmonPid,
        conmonStart,
        boot,
        started,
        finished,
        exitCode,
        oomKilled,
        restarts,
        stopped,
        netns,
        error);
  }

  /** Returns this state with another count of restarts. */
  public ContainerState restarts(int count) {
    return new ContainerState(
        status,
        pid,
        pidStart,
        conmonPid,
        conmonStart,
        boot,
        started,
        finished,
        exitCode,
        oomKilled,
        count,
        stoppedByUser,
        netns,
        error);
  }

  /** Returns the state of a container without processes that ended with a code. */
  public ContainerState ended(long at, int code, boolean oom, @Nullable String oddity) {
    return new ContainerState(
        Status.STOPPED,
        0,
        0,
        0,
        0,
        boot,
        started,
        at,
        code,
        oom,
        restarts,
        stoppedByUser,
        netns,
        oddity);
  }

  /** Returns the state after everything a start made was undone. */
  public ContainerState cleaned() {
    return new ContainerState(
        started == 0 ? Status.CONFIGURED : Status.EXITED,
        0,
        0,
        0,
        0,
        boot,
        started,
        finished,
        exitCode,
        oomKilled,
        restarts,
        stoppedByUser,
        null,
        error);
  }

  /** Returns the state after a start that failed. */
  public ContainerState failed(String reason, int code) {
    return new ContainerState(
        started == 0 ? Status.CONFIGURED : Status.EXITED,
        0,
        0,
        0,
        0,
        boot,
        started,
        finished,
        code,
        false,
        restarts,
        stoppedByUser,
        null,
        reason);
  }
}
