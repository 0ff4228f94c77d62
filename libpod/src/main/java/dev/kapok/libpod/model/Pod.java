package dev.kapok.libpod.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was decided about a pod when it was created; never changes. Which containers are in it,
 * they say themselves.
 *
 * @param id 64 hex digits
 * @param created in nanoseconds since the epoch
 * @param infra the id of the container that holds the namespaces, null for a pod without one
 * @param shared which namespaces members join unless they ask for others: "cgroup", "ipc", "net",
 *     "pid", "uts", by the alphabet
 * @param cgroup what members have as their cgroups' parent: a path, or with systemd a slice; null
 *     where each has its own place
 * @param stopsWithLast whether it stops when the last of its members has ended ({@code
 *     --exit-policy=stop})
 * @param createCommand the command line that made it
 */
public record Pod(
    String id,
    String name,
    long created,
    Map<String, String> labels,
    @Nullable String infra,
    List<String> shared,
    @Nullable String cgroup,
    boolean stopsWithLast,
    List<String> createCommand) {
  /** Copies the collections. */
  public Pod {
    labels = Map.copyOf(labels);
    shared = List.copyOf(shared);
    createCommand = List.copyOf(createCommand);
  }

  /** Returns the container whose namespace of a type members join, or null. */
  public @Nullable String owner(String namespace) {
    return shared.contains(namespace) ? infra : null;
  }

  /** Tells whether a container holds the namespaces of this pod. */
  public boolean isInfra(String container) {
    return container.equals(infra);
  }
}
