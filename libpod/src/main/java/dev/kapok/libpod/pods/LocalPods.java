package dev.kapok.libpod.pods;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.PodRequest;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.Pods;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pods of one engine. */
public final class LocalPods implements Pods {
  private final EngineParts parts;

  /** Works with the parts of an engine. */
  public LocalPods(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public String create(PodRequest request) {
    return new CreatePod(parts).create(request);
  }

  @Override
  public List<PodSummary> list() {
    List<Pod> pods = parts.pods().rows();
    List<PodSummary> summaries = new ArrayList<>();
    if (pods.isEmpty()) {
      return summaries;
    }
    List<ContainerSummary> all = new Queries(parts).list(new ListFilter(true, 0, false, Map.of()));
    for (int i = 0; i < pods.size(); i++) {
      summaries.add(summary(pods.get(i), all));
    }
    return summaries;
  }

  @Override
  public PodSummary get(String nameOrId) {
    Pod pod = parts.pods().find(nameOrId);
    return summary(pod, new Queries(parts).list(new ListFilter(true, 0, false, Map.of())));
  }

  /** Picks a pod's containers from the list of all, which begins with the newest. */
  private static PodSummary summary(Pod pod, List<ContainerSummary> all) {
    List<ContainerSummary> members = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      ContainerSummary container = all.get(i);
      if (container.pod().equals(pod.id())) {
        members.add(container.infra() ? 0 : members.size(), container);
      }
    }
    return new PodSummary(pod, members);
  }

  @Override
  public String inspect(String nameOrId) {
    return new PodInspection(parts).json(get(nameOrId));
  }

  @Override
  public String start(String nameOrId) {
    Pod pod = parts.pods().find(nameOrId);
    new EachMember(parts, pod, "starting").inOrder(new StartMember(parts));
    return pod.id();
  }

  @Override
  public String stop(String nameOrId, @Nullable Integer timeout) {
    Pod pod = parts.pods().find(nameOrId);
    new StopPod(parts, timeout).stop(pod);
    return pod.id();
  }

  @Override
  public String kill(String nameOrId, int signal) {
    Pod pod = parts.pods().find(nameOrId);
    new EachMember(parts, pod, "killing").inOrder(new KillMember(parts, signal));
    return pod.id();
  }

  @Override
  public String remove(String nameOrId, boolean force, @Nullable Integer timeout) {
    Pod pod = parts.pods().find(nameOrId);
    new RemovePod(parts, force, timeout).remove(pod);
    return pod.id();
  }
}
