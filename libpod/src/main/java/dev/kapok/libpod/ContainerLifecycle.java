package dev.kapok.libpod;

import dev.kapok.libpod.model.ContainerRequest;
import java.util.List;
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
   * Sends their stop signals to several running containers that are about to be stopped or removed,
   * so that all have their time at once instead of one after another. What cannot be done is passed
   * over; the call that follows reports it.
   *
   * @param timeout as in {@link #stop}
   */
  void announceStop(List<String> nameOrIds, @Nullable Integer timeout);

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

  /**
   * Removes several containers, each as {@link #remove} would; those that do not run go together,
   * which takes much less time.
   */
  void removeAll(List<String> nameOrIds, RemoveOptions options, Outcome outcome);

  /** Is told what became of each of several containers, in their order. */
  interface Outcome {
    /** It was done, and is durable. */
    void done(String nameOrId);

    /** It was not done. */
    void failed(KapokException failure);
  }

  /** Gives a container another name; returns its id. */
  String rename(String nameOrId, String newName);
}
