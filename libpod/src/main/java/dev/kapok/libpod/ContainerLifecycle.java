package dev.kapok.libpod;

import dev.kapok.libpod.model.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Brings containers into being, moves them through their life, and ends them.
 *
 * <p>A container is named by its id, an unambiguous beginning of its id, or its name. Every method
 * returns when the change is durable. What is done already is done again without harm: stopping a
 * stopped container succeeds. Failures are {@link KapokException}s: NOT_FOUND for an unknown
 * container, WRONG_STATE where its state refuses the verb, EXISTS for a name that is taken,
 * COMMAND_NOT_FOUND and COMMAND_NOT_EXECUTABLE where its command cannot run.
 *
 * <pre>{@code
 * String id = engine.lifecycle().create(request);
 * engine.lifecycle().start(id);
 * engine.lifecycle().stop(id, 10);
 * engine.lifecycle().remove(id, RemoveOptions.PLAIN);
 * }</pre>
 */
public interface ContainerLifecycle {
  /** Records a container, pulling its image where the request allows it; returns its id. */
  String create(ContainerRequest request);

  /**
   * Creates a container and starts it.
   *
   * @param attach what of this process is joined to it until it ends, null to leave it running
   * @return its id and, where it was attached, its exit code
   */
  RunResult run(ContainerRequest request, @Nullable AttachOptions attach);

  /** Starts a container that does not run; returns its id. */
  String start(String nameOrId);

  /**
   * Stops a container: its stop signal, then SIGKILL.
   *
   * @param timeout how long to wait between the two, in seconds; null for the container's own
   * @return its id
   */
  String stop(String nameOrId, @Nullable Integer timeout);

  /** Sends a signal to a container's first process; returns the container's id. */
  String kill(String nameOrId, int signal);

  /** Stops a container if it runs, and starts it; timeout as in {@link #stop}. */
  String restart(String nameOrId, @Nullable Integer timeout);

  /** Removes a container and all that is its own; returns its id. */
  String remove(String nameOrId, RemoveOptions options);

  /** Gives a container another name; returns its id. */
  String rename(String nameOrId, String newName);

  /**
   * Undoes what a container's start did, once its process ended: mounts, network, cgroup; then acts
   * on its restart policy, or removes it where that was asked at creation.
   *
   * @param stoppedOnly whether a running container is left alone instead of refused
   * @param remove whether it is removed in any case
   */
  void cleanup(String nameOrId, boolean stoppedOnly, boolean remove);

  /**
   * Removes what belongs to no container any more, after a crash in the midst of a removal. Cheap;
   * {@code rm --all} ends with it.
   */
  void sweep();
}
