package dev.kapok.libpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private static final int SHORT_ID = 12;

  /** Copies the collections. */
  public ContainerConfig {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    mounts = List.copyOf(mounts);
  }

  /** Returns the same in another user namespace. */
  public ContainerConfig in(UserNamespace user) {
    return new ContainerConfig(
        id,
        name,
        created,
        runtime,
        labels,
        annotations,
        rootFs,
        process,
        mounts,
        network,
        namespaces.in(user),
        security,
        resources,
        host,
        lifecycle);
  }

  /** Returns the same with another network. */
  public ContainerConfig connected(NetworkConfig other) {
    return new ContainerConfig(
        id,
        name,
        created,
        runtime,
        labels,
        annotations,
        rootFs,
        process,
        mounts,
        other,
        namespaces,
        security,
        resources,
        host,
        lifecycle);
  }

  /** Returns the ids of the containers whose namespaces it joins, each once. */
  public List<String> dependencies() {
    List<String> ids = new ArrayList<>();
    if (network.mode() == NetworkConfig.Mode.CONTAINER) {
      add(ids, network.target());
    }
    addTarget(ids, namespaces.pid());
    addTarget(ids, namespaces.ipc());
    addTarget(ids, namespaces.uts());
    addTarget(ids, namespaces.cgroup());
    UserNamespace user = namespaces.user();
    if (user != null) {
      add(ids, user.container());
    }
    return ids;
  }

  private static void addTarget(List<String> ids, NamespaceMode mode) {
    if (mode.kind() == NamespaceMode.Kind.CONTAINER) {
      add(ids, mode.target());
    }
  }

  private static void add(List<String> ids, @Nullable String id) {
    if (id != null && !ids.contains(id)) {
      ids.add(id);
    }
  }

  /**
   * Returns the host name that the container brings: what was asked for, else the beginning of its
   * id; null where it sees another's name, the host's or that of a container that it joins.
   */
  public @Nullable String ownHostname() {
    if (host.hostname() != null) {
      return host.hostname();
    }
    boolean own =
        namespaces.uts().kind() == NamespaceMode.Kind.PRIVATE
            && network.mode() != NetworkConfig.Mode.HOST;
    return own ? id.substring(0, Math.min(SHORT_ID, id.length())) : null;
  }
}
