package dev.kapok.libpod.config;

import dev.kapok.sys.Host;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process finds around it when it starts.
 *
 * @param environ {@code NAME=value} entries
 * @param uid the user's number on the host, also where a user namespace makes it 0
 * @param home the user's home folder
 * @param rootless whether this process is not root on the host
 * @param launcher the path of this engine's executable; empty in a plain JVM
 */
public record Surroundings(
    List<String> environ, int uid, String home, boolean rootless, String launcher) {
  /** Copies the environment. */
  public Surroundings {
    environ = List.copyOf(environ);
  }

  /** Returns what this process found. */
  public static Surroundings ofHost() {
    String launcher = Host.launcher();
    return new Surroundings(
        Host.environ(),
        Host.realUid(),
        Host.realHome(),
        Host.rootless(),
        launcher == null ? "" : launcher);
  }

  /** Returns a variable's value; null where it is not set or empty. */
  public @Nullable String env(String name) {
    for (int i = 0; i < environ.size(); i++) {
      String entry = environ.get(i);
      if (entry.length() > name.length() + 1
          && entry.charAt(name.length()) == '='
          && entry.startsWith(name)) {
        return entry.substring(name.length() + 1);
      }
    }
    return null;
  }
}
