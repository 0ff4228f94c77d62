package dev.kapok.libpod.pods;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerQueries;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.bundle.LostCgroup;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes a pod: its members, then in one transaction the infra container and the pod's row, which
 * the database keeps while any container is in the pod.
 */
final class RemovePod {
  private final EngineParts parts;
  private final boolean force;
  private final @Nullable Integer timeout;
  private final ContainerLifecycle lifecycle;
  private final ContainerQueries queries;

  RemovePod(EngineParts parts, boolean force, @Nullable Integer timeout) {
    this.parts = parts;
    this.force = force;
    this.timeout = timeout;
    this.lifecycle = new Lifecycle(parts);
    this.queries = new Queries(parts);
  }

  void remove(Pod pod) {
    removeMembers(pod);
    String infra = pod.infra();
    if (infra != null) {
      // It runs for the others, so nobody need force its end.
      lifecycle.remove(infra, new RemoveOptions(true, true, true, timeout));
      return;
    }
    new LostCgroup(parts).remove(pod);
    try (Tx tx = parts.database().beginRemoval()) {
      parts.pods().delete(tx, pod.id());
      tx.commit();
    }
  }

  private void removeMembers(Pod pod) {
    List<String> ids = parts.pods().members(pod.id());
    ids.remove(pod.infra());
    if (!force) {
      requireResting(pod, ids);
    } else if (ids.size() > 1) {
      lifecycle.announceStop(ids, timeout);
    }
    EachMember each = new EachMember(parts, pod, "removing");
    RemoveOptions options = new RemoveOptions(force, true, timeout);
    lifecycle.removeAll(behindDependents(ids), options, each);
    each.report();
  }

  /** Nothing goes of a pod that cannot go as a whole. */
  private void requireResting(Pod pod, List<String> ids) {
    StringBuilder running = new StringBuilder();
    for (int i = 0; i < ids.size(); i++) {
      if (queries.get(ids.get(i)).state().status().hasProcess()) {
        running.append(running.isEmpty() ? "" : ", ").append(ids.get(i));
      }
    }
    if (!running.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.WRONG_STATE,
          "removing pod "
              + pod.id()
              + ": containers of it run, which are not removed without force ("
              + running
              + "): container state improper");
    }
  }

  /** A member may join namespaces of another one. */
  private List<String> behindDependents(List<String> ids) {
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      List<String> dependents = queries.dependents(ids.get(i));
      for (int j = 0; j < dependents.size(); j++) {
        if (!ordered.contains(dependents.get(j)) && ids.contains(dependents.get(j))) {
          ordered.add(dependents.get(j));
        }
      }
      if (!ordered.contains(ids.get(i))) {
        ordered.add(ids.get(i));
      }
    }
    return ordered;
  }
}
