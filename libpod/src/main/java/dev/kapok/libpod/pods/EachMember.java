package dev.kapok.libpod.pods;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to all containers of a pod: goes on after a failure, and tells of all at the end.
 */
final class EachMember implements ContainerLifecycle.Outcome {
  private final EngineParts parts;
  private final Pod pod;
  private final StringBuilder message;
  private KapokException.@Nullable Kind kind;

  /**
   * Plans it.
   *
   * @param doing what is done, for the message of a failure: "starting"
   */
  EachMember(EngineParts parts, Pod pod, String doing) {
    this.parts = parts;
    this.pod = pod;
    this.message = new StringBuilder(doing).append(" pod ").append(pod.name());
  }

  /** What is done to one container. */
  interface Act {
    /** Does it to a container as it was a moment ago. */
    void on(Container container);
  }

  /** Acts on all, on the one that holds the namespaces first, then by age; then reports. */
  void inOrder(Act act) {
    List<String> ids = parts.pods().members(pod.id());
    String infra = pod.infra();
    if (infra != null && ids.remove(infra)) {
      ids.add(0, infra);
    }
    over(ids, act);
    report();
  }

  /** Acts on some, and remembers failures; one that somebody removed meanwhile is none. */
  void over(List<String> ids, Act act) {
    for (int i = 0; i < ids.size(); i++) {
      Container container = parts.containers().get(ids.get(i));
      if (container == null) {
        continue;
      }
      try {
        act.on(container);
      } catch (KapokException e) {
        if (parts.containers().has(ids.get(i))) {
          add("container " + container.config().name() + ": " + e.getMessage(), e);
        }
      }
    }
  }

  @Override
  public void done(String line) {
    // Only the pod is reported.
  }

  @Override
  public void failed(KapokException failure) {
    if (failure.kind() != KapokException.Kind.NOT_FOUND) {
      add(String.valueOf(failure.getMessage()), failure);
    }
  }

  private void add(String text, KapokException failure) {
    message.append(kind == null ? ": " : "; ").append(text);
    if (kind == null) {
      kind = failure.kind();
    }
  }

  /**
   * Ends with the failures that there were.
   *
   * @throws KapokException of the first one's kind, naming each
   */
  void report() {
    if (kind != null) {
      throw new KapokException(kind, message.toString());
    }
  }
}
