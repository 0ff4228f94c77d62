package dev.kapok.libpod;

import dev.kapok.storage.StorageConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine keeps its things and which programs it uses; decided once per process from the
 * command line, the environment and containers.conf (see {@code
 * dev.kapok.libpod.config.ConfigLoader}).
 *
 * @param storage of layers; its {@code root} and {@code runRoot} are the engine's
 * @param cgroupManager "cgroupfs" or "systemd"
 * @param hooksDirs folders with OCI hooks, later ones win
 * @param eventsBackend "none", as long as no events are written
 * @param logLevel as typed: "debug", "info", "warn", "error" …
 * @param syslog whether conmon logs to syslog too
 * @param containers gives what containers get where a request says nothing; asked only by commands
 *     that need it, since reading it takes a light command longer than its work
 */
public record EngineConfig(
    Directories directories,
    Programs programs,
    StorageConfig storage,
    String cgroupManager,
    List<String> hooksDirs,
    String eventsBackend,
    String logLevel,
    boolean syslog,
    Supplier<ContainerDefaults> containers) {
  /** Copies the list. */
  public EngineConfig {
    hooksDirs = List.copyOf(hooksDirs);
  }

  /** Returns what containers get where a request says nothing. */
  public ContainerDefaults defaults() {
    return containers.get();
  }

  /** Returns the folder that survives a reboot ({@code --root}). */
  public String root() {
    return directories.root();
  }

  /** Returns the folder that need not ({@code --runroot}). */
  public String runRoot() {
    return directories.runRoot();
  }

  /**
   * The folders of an engine, all absolute.
   *
   * @param root what survives a reboot: the database, layers, logs ({@code --root})
   * @param runRoot what need not: bundles, sockets, locks ({@code --runroot})
   * @param tmpDir where it is remembered which runtime works here ({@code --tmpdir})
   * @param volumePath where named volumes lie ({@code --volumepath})
   * @param networks where definitions of networks lie
   */
  public record Directories(
      String root, String runRoot, String tmpDir, String volumePath, NetworkDirectories networks) {}

  /**
   * The programs an engine starts.
   *
   * @param runtime a name or a path of the low-level runtime, null for the first that works
   * @param runtimes paths to try for the names that the user gave runtimes ({@code
   *     engine.runtimes})
   * @param runtimeFlags handed to the runtime before its command, with their dashes
   * @param conmon candidates for conmon's path, the first that can be executed is taken
   * @param path where other programs are looked for, as in PATH
   * @param launcher the path of this engine's own executable, for conmon's exit command and for a
   *     pull in a second process; empty in a plain JVM, which then cleans up by itself only
   * @param globals the global options that a second process of this engine needs to see the same
   *     world, in the order they were typed
   * @param env the environment that helpers get, as {@code NAME=value}
   * @param cniPlugins folders with CNI plugins
   */
  public record Programs(
      @Nullable String runtime,
      Map<String, List<String>> runtimes,
      List<String> runtimeFlags,
      List<String> conmon,
      String path,
      String launcher,
      List<String> globals,
      List<String> env,
      List<String> cniPlugins) {
    /** Copies the collections. */
    public Programs {
      runtimes = Map.copyOf(runtimes);
      runtimeFlags = List.copyOf(runtimeFlags);
      conmon = List.copyOf(conmon);
      globals = List.copyOf(globals);
      env = List.copyOf(env);
      cniPlugins = List.copyOf(cniPlugins);
    }
  }
}
