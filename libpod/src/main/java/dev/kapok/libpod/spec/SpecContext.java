package dev.kapok.libpod.spec;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import java.util.List;

/**
 * All that the specification of one start of a container is made of.
 *
 * @param config as it was decided at creation: the image's environment, entrypoint, command, user
 *     and folder are in it already
 * @param rootFs the folder that becomes "/", absolute, mounted by now
 * @param bundle the folder of config.json, absolute
 * @param user who the process runs as, found by {@link UserLookup} in {@code rootFs}
 * @param mounts those of {@code config}, but the source of each volume is its folder on the host
 * @param files what the engine itself puts into the container
 * @param joined namespaces that exist before the container does
 * @param host what this machine, and this process on it, can do
 * @param cgroupManager "cgroupfs" or "systemd"
 * @param hooksDirs folders with OCI hooks, later ones win
 * @param defaults capabilities and limits where {@code config} says nothing
 */
public record SpecContext(
    ContainerConfig config,
    String rootFs,
    String bundle,
    ProcessUser user,
    List<MountConfig> mounts,
    EngineFiles files,
    JoinedNamespaces joined,
    HostFacts host,
    String cgroupManager,
    List<String> hooksDirs,
    ContainerDefaults defaults) {
  /**
   * Tells whether the container is in a user namespace, its own or the engine's, that does not own
   * the host's other namespaces.
   */
  boolean inUserNamespace() {
    return config.namespaces().user() != null || host.rootless();
  }

  /** Copies the lists. */
  public SpecContext {
    mounts = List.copyOf(mounts);
    hooksDirs = List.copyOf(hooksDirs);
  }
}
