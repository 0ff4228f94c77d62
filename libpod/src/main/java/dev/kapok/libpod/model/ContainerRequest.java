package dev.kapok.libpod.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for, by the command line or over REST: the parts of a {@link ContainerConfig}
 * without the image's share, and what only matters while the container is made.
 *
 * @param name null for a made-up one
 * @param userNamespace null where nothing was said of it
 * @param pull when the image is fetched
 * @param platform {@code os/arch[/variant]}, null for the host's
 * @param quiet whether a pull tells nothing of its progress
 * @param cidFile where the id is written, null for nowhere
 * @param replace whether a container of the same name is removed first
 */
public record ContainerRequest(
    @Nullable String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    RootFsConfig rootFs,
    ProcessConfig process,
    List<MountConfig> mounts,
    VolumeDefaults volumes,
    NetworkConfig network,
    NamespacesConfig namespaces,
    @Nullable UserNamespaceRequest userNamespace,
    SecurityConfig security,
    ResourcesConfig resources,
    HostConfig host,
    LifecycleConfig lifecycle,
    PullPolicy pull,
    @Nullable String platform,
    boolean quiet,
    @Nullable String cidFile,
    boolean replace) {
  /** Copies the collections. */
  public ContainerRequest {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    mounts = List.copyOf(mounts);
  }

  /**
   * Returns this for a container that shares what others have.
   *
   * @param joined the pod's id is known in them
   */
  public ContainerRequest sharing(
      NetworkConfig net,
      NamespacesConfig joined,
      @Nullable UserNamespaceRequest user,
      HostConfig kernel,
      VolumeDefaults from) {
    return new ContainerRequest(
        name,
        labels,
        annotations,
        rootFs,
        process,
        mounts,
        from,
        net,
        joined,
        user,
        security,
        resources,
        kernel,
        lifecycle,
        pull,
        platform,
        quiet,
        cidFile,
        replace);
  }

  /**
   * Returns this for the container that holds the namespaces of a pod.
   *
   * @param joined the pod's id is known in them
   */
  public ContainerRequest asInfra(
      String ownName,
      RootFsConfig root,
      ProcessConfig runs,
      List<MountConfig> all,
      NamespacesConfig joined,
      HostConfig kernel) {
    return new ContainerRequest(
        ownName,
        labels,
        annotations,
        root,
        runs,
        all,
        volumes,
        network,
        joined,
        userNamespace,
        security,
        resources,
        kernel,
        lifecycle,
        pull,
        platform,
        quiet,
        cidFile,
        replace);
  }

  /** Returns this with a host name. */
  public ContainerRequest named(@Nullable String hostname) {
    return sharing(
        network, namespaces, userNamespace, host.named(hostname, host.cgroupParent()), volumes);
  }

  /** When an image is fetched. */
  public enum PullPolicy {
    MISSING,
    ALWAYS,
    NEWER,
    NEVER
  }
}
