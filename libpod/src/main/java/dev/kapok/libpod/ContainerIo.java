package dev.kapok.libpod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins a process to containers: their streams, their exit codes, their logs.
 *
 * <p>Containers are named, and failures reported, as in {@link ContainerLifecycle}. Exit codes are
 * the container's, 128 plus the signal's number where one ended it; {@link #DETACHED} where the
 * user typed the detach keys; {@link #OUTPUT_BROKEN} where nobody reads the output any more.
 */
public interface ContainerIo {
  /** The answer where the detach keys were typed; the container runs on. */
  int DETACHED = -1;

  /** The answer where the output was closed by its reader; the container runs on. */
  int OUTPUT_BROKEN = -2;

  /** Starts a container with this process attached from its first byte; returns the exit code. */
  int startAttached(String nameOrId, AttachOptions options);

  /** Attaches to a running container; returns the exit code. */
  int attach(String nameOrId, AttachOptions options);

  /**
   * Runs a command in a running container.
   *
   * @param options null to leave the command running, unseen
   * @return the session's id and, where it was attached, the command's exit code
   */
  RunResult exec(String nameOrId, ExecRequest request, @Nullable AttachOptions options);

  /**
   * Writes what containers logged; returns when all is written and, where it follows, all ended.
   *
   * @param sinks one for each container
   */
  void logs(List<String> nameOrIds, LogOptions options, List<? extends LogSink> sinks);

  /**
   * Waits until a container is in one of the given states and returns its exit code; one that was
   * removed a short while ago still has its code.
   *
   * @param conditions states' words as in {@code ps}; none for "stopped"
   * @param intervalMillis how often it is looked at, in milliseconds
   */
  int await(String nameOrId, List<String> conditions, long intervalMillis);
}
