package dev.kapok.libpod.model;

/** The namespaces of a container, but for the network's, which {@link NetworkConfig} has. */
public record NamespacesConfig(
    NamespaceMode pid, NamespaceMode ipc, NamespaceMode uts, NamespaceMode cgroup) {}
