package dev.kapok.libpod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pods: containers that live together, sharing namespaces and a cgroup.
 *
 * <p>A pod is named by its id, an unambiguous beginning of its id, or its name; one that is not
 * there is a {@link KapokException} NOT_FOUND. What is done already is done again without harm. A
 * verb that fails for some of the containers has been tried on all of them; its message names each.
 */
public interface Pods {
  /**
   * Records a pod, and the container that holds its namespaces, in one transaction; nothing is
   * started. Returns its id.
   *
   * @throws KapokException EXISTS where the name is taken, INVALID for what makes no sense
   */
  String create(PodRequest request);

  /** Returns all pods, newest first; takes no lock. */
  List<PodSummary> list();

  /** Returns a pod with its containers. */
  PodSummary get(String nameOrId);

  /** Returns what {@code podman pod inspect} shows of a pod, as JSON without white space. */
  String inspect(String nameOrId);

  /** Starts the containers that do not run, each behind those that it needs; returns its id. */
  String start(String nameOrId);

  /**
   * Stops the containers, the one that holds the namespaces last; returns its id.
   *
   * @param timeout how long each gets to obey, in seconds; null for its own
   */
  String stop(String nameOrId, @Nullable Integer timeout);

  /** Sends a signal to the containers that run; returns its id. */
  String kill(String nameOrId, int signal);

  /**
   * Removes a pod with its containers; returns its id.
   *
   * @param force whether those that run are stopped first
   * @param timeout how long these get, in seconds; null for their own
   * @throws KapokException WRONG_STATE where some run and force was not asked for
   */
  String remove(String nameOrId, boolean force, @Nullable Integer timeout);
}
