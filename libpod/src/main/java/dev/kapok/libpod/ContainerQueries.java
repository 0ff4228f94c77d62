package dev.kapok.libpod;

import dev.kapok.libpod.model.Container;
import java.util.List;

/**
 * Tells about containers and changes nothing but what it finds outdated: a container whose process
 * died unseen is shown, and recorded, as exited.
 */
public interface ContainerQueries {
  /** Returns containers, newest first; takes no lock. */
  List<ContainerSummary> list(ListFilter filter);

  /** Returns the full id of the container that {@code nameOrId} names. */
  String resolve(String nameOrId);

  /**
   * Returns the full ids of the containers that join namespaces of another, and of those that join
   * theirs, each behind all that need it.
   */
  List<String> dependents(String nameOrId);

  /** Returns a container as it is now. */
  Container get(String nameOrId);

  /**
   * Returns what {@code podman container inspect} shows of a container, as a JSON object without
   * white space.
   *
   * @param size whether the sizes are measured, which takes as long as its files are many
   */
  String inspect(String nameOrId, boolean size);

  /**
   * Returns a table of the processes in a container: the headings, then a row each.
   *
   * @param columns format descriptors of ps(1) as podman-top(1) names them ("pid", "user", "args");
   *     none for the usual ones
   */
  List<List<String>> top(String nameOrId, List<String> columns);
}
