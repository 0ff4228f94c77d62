package dev.kapok.libpod.spec;

import org.jspecify.annotations.Nullable;

/**
 * Paths of namespaces that a container joins, {@code /proc/PID/ns/…} for another container's; null
 * where it has one of its own, or the host's.
 *
 * @param net the network namespace that the engine made, another container's, or the user's. Null
 *     with the mode NONE, where the runtime makes an empty one, and with HOST
 * @param hostname the name that holds in the joined uts namespace, null where that is unknown
 */
public record JoinedNamespaces(
    @Nullable String net,
    @Nullable String pid,
    @Nullable String ipc,
    @Nullable String uts,
    @Nullable String cgroup,
    @Nullable String user,
    @Nullable String hostname) {
  /** Nothing is joined. */
  public static final JoinedNamespaces NONE =
      new JoinedNamespaces(null, null, null, null, null, null, null);
}
