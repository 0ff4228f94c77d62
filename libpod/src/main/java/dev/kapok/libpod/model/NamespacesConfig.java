package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * The namespaces of a container, but for the network's, which {@link NetworkConfig} has.
 *
 * @param user null for the one that the engine itself is in
 */
public record NamespacesConfig(
    NamespaceMode pid,
    NamespaceMode ipc,
    NamespaceMode uts,
    NamespaceMode cgroup,
    @Nullable UserNamespace user) {
  /** Makes those of a container in the engine's user namespace. */
  public NamespacesConfig(
      NamespaceMode pid, NamespaceMode ipc, NamespaceMode uts, NamespaceMode cgroup) {
    this(pid, ipc, uts, cgroup, null);
  }
}
