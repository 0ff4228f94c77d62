package dev.kapok.libpod.model;

import java.util.List;
import java.util.Map;

/**
 * All that was decided about a container when it was created; never changes, but for its name.
 *
 * @param id 64 hex digits
 * @param created in nanoseconds since the epoch
 * @param runtime the low-level runtime's absolute path, chosen at creation
 */
public record ContainerConfig(
    String id,
    String name,
    long created,
    String runtime,
    Map<String, String> labels,
    Map<String, String> annotations,
    RootFsConfig rootFs,
    ProcessConfig process,
    List<MountConfig> mounts,
    NetworkConfig network,
    NamespacesConfig namespaces,
    SecurityConfig security,
    ResourcesConfig resources,
    HostConfig host,
    LifecycleConfig lifecycle) {
  /** Copies the collections. */
  public ContainerConfig {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    mounts = List.copyOf(mounts);
  }
}
