package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;

/** Stops what is left of a pod when the last of its members has ended, where the pod wants that. */
final class LastOfPod {
  private final EngineParts parts;

  LastOfPod(EngineParts parts) {
    this.parts = parts;
  }

  /** Acts on the end of a container, which is on record by now. */
  void ended(Container container) {
    String id = container.config().namespaces().pod();
    Pod pod = id == null ? null : parts.pods().get(id);
    String infra = pod == null ? null : pod.infra();
    if (pod == null
        || infra == null
        || !pod.stopsWithLast()
        || pod.isInfra(container.config().id())
        || isAlive(pod)) {
      return;
    }
    try {
      new StopContainer(parts, true).stop(infra, new StopSignal(parts, null));
    } catch (KapokException e) {
      // Not the failure of whoever ended: what goes on running is seen, and stopped, with the pod.
      return;
    }
  }

  /**
   * Tells whether a member runs or is being started. Two that end at once both record their end
   * before they look, so one of them sees it all.
   */
  private boolean isAlive(Pod pod) {
    List<String> members = parts.pods().members(pod.id());
    for (int i = 0; i < members.size(); i++) {
      Container member = parts.containers().get(members.get(i));
      if (member != null
          && !pod.isInfra(member.config().id())
          && (member.state().status().hasProcess()
              || parts.disk().exists(parts.paths().bundle(member.config().id())))) {
        return true;
      }
    }
    return false;
  }
}
