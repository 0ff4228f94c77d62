package dev.kapok.libpod.pods;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stops all containers of a pod: all are told at once, and the infra container goes last. */
final class StopPod implements EachMember.Act {
  private final EngineParts parts;
  private final @Nullable Integer timeout;
  private final ContainerLifecycle lifecycle;

  StopPod(EngineParts parts, @Nullable Integer timeout) {
    this.parts = parts;
    this.timeout = timeout;
    this.lifecycle = new Lifecycle(parts);
  }

  void stop(Pod pod) {
    EachMember each = new EachMember(parts, pod, "stopping");
    List<String> ids = parts.pods().members(pod.id());
    String infra = pod.infra();
    ids.remove(infra);
    lifecycle.announceStop(ids, timeout);
    each.over(ids, this);
    if (infra != null) {
      each.over(List.of(infra), this);
    }
    each.report();
  }

  @Override
  public void on(Container container) {
    lifecycle.stop(container.config().id(), timeout);
  }
}
