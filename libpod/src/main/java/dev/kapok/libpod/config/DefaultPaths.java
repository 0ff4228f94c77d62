package dev.kapok.libpod.config;

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

  /** Returns the folder of the engine's own configuration. */
  String ownConfig() {
    return surroundings.rootless() ? userConfig() + "/kapok" : "/etc/kapok";
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
