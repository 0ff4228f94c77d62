package dev.kapok.libpod.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an engine keeps its things unless told otherwise; nobody else puts these together. */
final class DefaultPaths {
  private final Surroundings surroundings;

  DefaultPaths(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns the folder that survives a reboot. */
  String root() {
    if (!surroundings.rootless()) {
      return "/var/lib/kapok";
    }
    return orHome(surroundings.env("XDG_DATA_HOME"), ".local/share") + "/kapok";
  }

  /** Returns the folder that need not survive a reboot, of this user alone. */
  String runRoot() {
    if (!surroundings.rootless()) {
      return "/run/kapok";
    }
    String runtime = surroundings.env("XDG_RUNTIME_DIR");
    return runtime == null ? "/tmp/kapok-run-" + surroundings.uid() : runtime + "/kapok";
  }

  /** Returns the folders of CNI's configurations. */
  List<String> foreignNetworks() {
    return List.of(surroundings.rootless() ? userConfig() + "/cni/net.d" : "/etc/cni/net.d");
  }

  /** Returns the folders of podman's networks. */
  List<String> podmanNetworks() {
    if (!surroundings.rootless()) {
      return List.of("/etc/containers/networks");
    }
    String data = orHome(surroundings.env("XDG_DATA_HOME"), ".local/share");
    return List.of("/etc/containers/networks", data + "/containers/storage/networks");
  }

  /** Returns the folder of the files that container tools share, of this user. */
  String userContainers() {
    return userConfig() + "/containers";
  }

  /** Returns where the compiled form of the configuration files lies. */
  String compiled() {
    return runRoot() + "/config.json";
  }

  private String userConfig() {
    return orHome(surroundings.env("XDG_CONFIG_HOME"), ".config");
  }

  private String orHome(@Nullable String folder, String inHome) {
    return folder == null ? surroundings.home() + "/" + inHome : folder;
  }
}
