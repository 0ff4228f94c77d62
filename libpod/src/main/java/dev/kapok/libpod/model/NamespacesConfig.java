package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * The namespaces of a container, but for the network's, which {@link NetworkConfig} has.
 *
 * @param user null for the one that the engine itself is in
 * @param pod the id of the pod that the container is in, in a request also the name; null for none
 */
public record NamespacesConfig(
    NamespaceMode pid,
    NamespaceMode ipc,
    NamespaceMode uts,
    NamespaceMode cgroup,
    @Nullable UserNamespace user,
    @Nullable String pod) {
  /** Makes those of a container in the engine's user namespace and in no pod. */
  public NamespacesConfig(
      NamespaceMode pid, NamespaceMode ipc, NamespaceMode uts, NamespaceMode cgroup) {
    this(pid, ipc, uts, cgroup, null, null);
  }

  /** Returns the same in a pod. */
  public NamespacesConfig inPod(String id) {
    return new NamespacesConfig(pid, ipc, uts, cgroup, user, id);
  }

  /** Returns the same in another user namespace. */
  public NamespacesConfig in(@Nullable UserNamespace other) {
    return new NamespacesConfig(pid, ipc, uts, cgroup, other, pod);
  }
}
