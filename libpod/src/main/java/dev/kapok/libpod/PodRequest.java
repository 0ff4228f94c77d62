package dev.kapok.libpod;

import dev.kapok.libpod.model.ContainerRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod to be created.
 *
 * @param name null for a made-up one
 * @param shared which namespaces members join unless they ask for others: "cgroup", "ipc", "net",
 *     "pid", "uts"
 * @param cgroupParent where the pod's cgroup is made, null for the default place
 * @param shareParent whether members' cgroups lie in the pod's
 * @param stopsWithLast whether the pod stops when the last of its members has ended
 * @param infra describes the container that holds the namespaces, null for none. Where it names no
 *     image, the engine's own pause program runs; its name may be null
 * @param idFile where the id is written, null for nowhere
 * @param replace whether a pod of the same name is removed first
 * @param createCommand the command line, for {@code inspect}
 */
public record PodRequest(
    @Nullable String name,
    Map<String, String> labels,
    List<String> shared,
    @Nullable String cgroupParent,
    boolean shareParent,
    boolean stopsWithLast,
    @Nullable ContainerRequest infra,
    @Nullable String idFile,
    boolean replace,
    List<String> createCommand) {
  /** Copies the collections. */
  public PodRequest {
    labels = Map.copyOf(labels);
    shared = List.copyOf(shared);
    createCommand = List.copyOf(createCommand);
  }
}
