package dev.kapok.libpod.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the host and its kernel a container gets.
 *
 * @param hostname null for the first 12 digits of its id (or the host's name without a private uts)
 * @param sysctls names with dots, and their values
 * @param ulimits that replace the defaults
 * @param shmSize of /dev/shm, in bytes
 * @param oomScoreAdj null to leave it as it is
 * @param cgroupParent null for the default
 * @param init whether a small init process reaps in front of the command
 */
public record HostConfig(
    @Nullable String hostname,
    List<DeviceConfig> devices,
    List<Ulimit> ulimits,
    Map<String, String> sysctls,
    long shmSize,
    @Nullable Integer oomScoreAdj,
    @Nullable String cgroupParent,
    boolean init) {
  /** Copies the collections. */
  public HostConfig {
    devices = List.copyOf(devices);
    ulimits = List.copyOf(ulimits);
    sysctls = Map.copyOf(sysctls);
  }

  /** Returns this with another host name and another parent of its cgroup. */
  public HostConfig named(@Nullable String name, @Nullable String parent) {
    return new HostConfig(name, devices, ulimits, sysctls, shmSize, oomScoreAdj, parent, init);
  }
}
