package dev.kapok.libpod;

import java.util.List;

/**
 * Where definitions of networks lie; all paths are absolute.
 *
 * @param own the engine's, the only one that is written ({@code --network-config-dir})
 * @param foreign folders of CNI, whose networks are offered
 * @param podman folders of podman's networks, whose subnets are left alone
 */
public record NetworkDirectories(String own, List<String> foreign, List<String> podman) {
  /** Copies the lists. */
  public NetworkDirectories {
    foreign = List.copyOf(foreign);
    podman = List.copyOf(podman);
  }

  /** Returns the engine's folder beside nobody else's. */
  public static NetworkDirectories only(String own) {
    return new NetworkDirectories(own, List.of(), List.of());
  }
}
