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
    Draft draft = new Draft(this);
    draft.status = newStatus;
    return draft.state();
  }

  /** Returns this state with or without the mark that the user stopped it. */
  public ContainerState stoppedByUser(boolean stopped) {
    Draft draft = new Draft(this);
    draft.stoppedByUser = stopped;
    return draft.state();
  }

  /** Returns this state with another count of restarts. */
  public ContainerState restarts(int count) {
    Draft draft = new Draft(this);
    draft.restarts = count;
    return draft.state();
  }

  /** Returns the state of a container without processes that ended with a code. */
  public ContainerState ended(long at, int code, boolean oom, @Nullable String oddity) {
    Draft draft = new Draft(this).withoutProcesses(Status.STOPPED);
    draft.finished = at;
    draft.exitCode = code;
    draft.oomKilled = oom;
    draft.error = oddity;
    return draft.state();
  }

  /** Returns the state after everything a start made was undone. */
  public ContainerState cleaned() {
    Draft draft = new Draft(this).withoutProcesses(atRest());
    draft.netns = null;
    return draft.state();
  }

  /** Returns the state after a start that failed. */
  public ContainerState failed(String reason, int code) {
    Draft draft = new Draft(this).withoutProcesses(atRest());
    draft.exitCode = code;
    draft.oomKilled = false;
    draft.netns = null;
    draft.error = reason;
    return draft.state();
  }

  private Status atRest() {
    return started == 0 ? Status.CONFIGURED : Status.EXITED;
  }

  /** A state while some of it is changed. */
  private static final class Draft {
    private final ContainerState old;
    private Status status;
    private boolean processes = true;
    private long finished;
    private int exitCode;
    private boolean oomKilled;
    private int restarts;
    private boolean stoppedByUser;
    private @Nullable String netns;
    private @Nullable String error;

    Draft(ContainerState old) {
      this.old = old;
      this.status = old.status;
      this.finished = old.finished;
      this.exitCode = old.exitCode;
      this.oomKilled = old.oomKilled;
      this.restarts = old.restarts;
      this.stoppedByUser = old.stoppedByUser;
      this.netns = old.netns;
      this.error = old.error;
    }

    Draft withoutProcesses(Status newStatus) {
      status = newStatus;
      processes = false;
      return this;
    }

    ContainerState state() {
      return new ContainerState(
          status,
          processes ? old.pid : 0,
          processes ? old.pidStart : 0,
          processes ? old.conmonPid : 0,
          processes ? old.conmonStart : 0,
          old.boot,
          old.started,
          finished,
          exitCode,
          oomKilled,
          restarts,
          stoppedByUser,
          netns,
          error);
    }
  }
}
