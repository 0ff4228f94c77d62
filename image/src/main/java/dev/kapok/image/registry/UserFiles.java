package dev.kapok.image.registry;

import dev.kapok.sys.Host;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a user has files about registries, and the variables that speak of them.
 *
 * @param environ {@code NAME=value} entries
 * @param uid on the host
 */
public record UserFiles(List<String> environ, String home, int uid, boolean rootless) {
  /** Copies the environment. */
  public UserFiles {
    environ = List.copyOf(environ);
  }

  /** Returns those of the user whose command this is. */
  public static UserFiles ofHost() {
    return new UserFiles(Host.environ(), Host.realHome(), Host.realUid(), Host.rootless());
  }

  /** Returns a variable; null where it is not set or empty. */
  @Nullable String env(String name) {
    for (String entry : environ) {
      if (entry.startsWith(name + "=") && entry.length() > name.length() + 1) {
        return entry.substring(name.length() + 1);
      }
    }
    return null;
  }

  /** Returns the folder of the user's configuration. */
  public String configHome() {
    String set = env("XDG_CONFIG_HOME");
    return set == null ? home + "/.config" : set;
  }

  /** Returns the folder of what can be found out again. */
  Path cacheHome() {
    String set = env("XDG_CACHE_HOME");
    return set == null ? Path.of(home, ".cache") : Path.of(set);
  }

  /** Returns the folder of what a login leaves behind. */
  String runtimeContainers() {
    String set = env("XDG_RUNTIME_DIR");
    return rootless && set != null ? set + "/containers" : "/run/containers/" + uid;
  }
}
