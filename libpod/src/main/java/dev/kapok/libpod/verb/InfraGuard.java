package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import org.jspecify.annotations.Nullable;

/** Keeps containers that hold the namespaces of their pod from being removed without it. */
final class InfraGuard {
  private final EngineParts parts;

  InfraGuard(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Returns the pod that goes with a container, null where none does.
   *
   * @throws KapokException INVALID where one would, and that was not asked for
   */
  @Nullable Pod check(Container container, RemoveOptions options) {
    Pod pod = pod(container);
    if (pod != null && !options.infra()) {
      throw refusal(container, pod);
    }
    return pod;
  }

  /**
   * Refuses to go on while somebody else is in a pod.
   *
   * @throws KapokException EXISTS where somebody is
   */
  void requireAlone(Pod pod) {
    if (parts.pods().members(pod.id()).size() > 1) {
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "removing pod " + pod.id() + ": other containers are in it: remove them first");
    }
  }

  /** Refuses what cannot be removed like other containers. */
  void refuse(Container container) {
    Pod pod = pod(container);
    if (pod != null) {
      throw refusal(container, pod);
    }
  }

  private @Nullable Pod pod(Container container) {
    return parts.pods().ofInfra(container.config().id());
  }

  private static KapokException refusal(Container container, Pod pod) {
    return new KapokException(
        KapokException.Kind.INVALID,
        "container "
            + container.config().id()
            + " is the infra container of pod "
            + pod.id()
            + " and cannot be removed without removing the pod");
  }
}
