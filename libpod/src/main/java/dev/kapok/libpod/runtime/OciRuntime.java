package dev.kapok.libpod.runtime;

import java.util.List;

/**
 * A low-level runtime, as runc and those that take its command line.
 *
 * <p>Calls that take a while return a {@link RuntimeCall} that runs beside this process:
 *
 * <pre>{@code
 * RuntimeCall delete = runtime.delete(id);
 * … unmount …
 * delete.await();
 * }</pre>
 */
public interface OciRuntime {
  /** Returns the program's absolute path. */
  String path();

  /** Returns the program's name, as in "runc". */
  String name();

  /** Returns what stands before its command in every call. */
  List<String> globalArgs();

  /** Lets a created container's process go. */
  RuntimeCall start(String id);

  /**
   * Sends a signal.
   *
   * @param all to every process of the container, instead of the first
   */
  RuntimeCall kill(String id, int signal, boolean all);

  /** Freezes all processes of a container, which needs a cgroup of its own (cgroups(7)). */
  RuntimeCall pause(String id);

  /** Lets frozen processes go on. */
  RuntimeCall resume(String id);

  /** Kills what lives and forgets the container; succeeds where there is nothing to forget. */
  RuntimeCall delete(String id);

  /**
   * Tells whether a container's pid is the process itself, so that a signal may be sent without the
   * runtime; false where it is a sandbox around it.
   */
  boolean pidIsProcess();
}
