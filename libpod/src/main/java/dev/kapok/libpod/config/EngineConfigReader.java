package dev.kapok.libpod.config;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.NetworkDirectories;
import dev.kapok.storage.StorageConfig;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides where an engine keeps its things and which programs it uses. */
final class EngineConfigReader {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final List<String> CONMON =
      List.of(
          "/usr/libexec/podman/conmon",
          "/usr/local/libexec/podman/conmon",
          "/usr/bin/conmon",
          "/usr/sbin/conmon",
          "/usr/local/bin/conmon",
          "/usr/local/sbin/conmon");

  /** Where distributions and projects put plugins. */
  private static final List<String> CNI_PLUGINS =
      List.of(
          "/usr/local/libexec/cni",
          "/usr/libexec/cni",
          "/usr/local/lib/cni",
          "/usr/lib/cni",
          "/opt/cni/bin");

  private static final List<String> HOOKS =
      List.of("/usr/share/containers/oci/hooks.d", "/etc/containers/oci/hooks.d");
  private static final List<String> LOG_LEVELS =
      List.of("trace", "debug", "info", "warn", "warning", "error", "fatal", "panic");

  private final Surroundings surroundings;
  private final GlobalOptions options;
  private final Settings settings;
  private final Supplier<ContainerDefaults> defaults;
  private final DefaultPaths paths;

  EngineConfigReader(
      Surroundings surroundings,
      GlobalOptions options,
      Settings settings,
      Supplier<ContainerDefaults> defaults) {
    this.surroundings = surroundings;
    this.options = options;
    this.settings = settings;
    this.defaults = defaults;
    this.paths = new DefaultPaths(surroundings);
  }

  EngineConfig read() {
    EngineConfig.Directories directories = directories();
    return new EngineConfig(
        directories,
        programs(),
        storage(directories),
        choice(
            "cgroup-manager",
            text("cgroup-manager", "engine.cgroup_manager", "cgroupfs"),
            List.of("cgroupfs", "systemd")),
        options.given("hooks-dir")
            ? options.all("hooks-dir")
            : settings.list("engine.hooks_dir", HOOKS),
        eventsBackend(),
        choice("log-level", logLevel(), LOG_LEVELS),
        options.given("syslog"),
        defaults);
  }

  private String eventsBackend() {
    String backend = option("events-backend", "none");
    if (!choice("events-backend", backend, List.of("file", "journald", "none")).equals("none")) {
      throw new KapokException(
          KapokException.Kind.NOT_SUPPORTED,
          "--events-backend: events are not written yet, so there is none but \"none\"");
    }
    return backend;
  }

  private EngineConfig.Directories directories() {
    String root = folder("root", paths.root());
    String runRoot = folder("runroot", paths.runRoot());
    return new EngineConfig.Directories(
        root,
        runRoot,
        folder("tmpdir", runRoot + "/tmp"),
        folder("volumepath", root + "/volumes"),
        new NetworkDirectories(
            networkFolder(root), paths.foreignNetworks(), paths.podmanNetworks()));
  }

  /** It need not be there, but it cannot be anything else. */
  private String networkFolder(String root) {
    String configured = settings.text("network.network_config_dir", root + "/networks");
    String folder = folder("network-config-dir", new File(configured).getAbsolutePath());
    if (new File(folder).isFile()) {
      throw new KapokException(
          KapokException.Kind.INVALID, "--network-config-dir: " + folder + " is no folder");
    }
    return folder;
  }

  private EngineConfig.Programs programs() {
    String conmon = options.last("conmon");
    List<String> env = new ArrayList<>(surroundings.environ());
    env.addAll(settings.list("engine.env", List.of()));
    String runtime = options.last("runtime");
    return new EngineConfig.Programs(
        runtime == null ? settings.text("engine.runtime") : runtime,
        runtimes(),
        runtimeFlags(),
        conmon == null ? settings.list("engine.conmon_path", CONMON) : List.of(conmon),
        path(),
        surroundings.launcher(),
        options.typed(),
        env,
        settings.list("network.cni_plugin_dirs", CNI_PLUGINS));
  }

  /** Flags come without their dashes, as podman(1) has it. */
  private List<String> runtimeFlags() {
    List<String> flags = new ArrayList<>();
    List<String> given = options.all("runtime-flag");
    for (int i = 0; i < given.size(); i++) {
      flags.add(given.get(i).startsWith("-") ? given.get(i) : "--" + given.get(i));
    }
    return flags;
  }

  private Map<String, List<String>> runtimes() {
    List<String> keys = settings.keys(ConfigKeys.RUNTIMES);
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> runtimes = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      runtimes.put(key.substring(ConfigKeys.RUNTIMES.length()), settings.list(key, List.of()));
    }
    return runtimes;
  }

  /** Helpers often lie where an ordinary user's PATH does not lead. */
  private String path() {
    StringBuilder path = new StringBuilder();
    List<String> helpers = settings.list("engine.helper_binaries_dir", List.of());
    for (int i = 0; i < helpers.size(); i++) {
      path.append(helpers.get(i)).append(':');
    }
    String own = surroundings.env("PATH");
    return path.append(own == null ? "" : own + ":").append(DEFAULT_PATH).toString();
  }

  private StorageConfig storage(EngineConfig.Directories directories) {
    String typed = options.last("storage-driver");
    String environment = surroundings.env("STORAGE_DRIVER");
    String driver = typed == null ? environment : typed;
    boolean ofFile = driver == null;
    if (driver == null) {
      driver = settings.text("storage.driver", "overlay");
    }
    List<String> driverOptions = options.all("storage-opt");
    if (driverOptions.isEmpty()) {
      String fromEnvironment = surroundings.env("STORAGE_OPTS");
      if (fromEnvironment != null) {
        driverOptions = List.of(fromEnvironment);
      } else if (ofFile) {
        driverOptions = storageOptions();
      }
    }
    return new StorageConfig(
        directories.root(),
        directories.runRoot(),
        choice("storage-driver", driver, List.of("overlay", "vfs")),
        driverOptions,
        surroundings.rootless());
  }

  private List<String> storageOptions() {
    List<String> found = new ArrayList<>();
    List<String> stores = settings.list(ConfigKeys.STORES, List.of());
    for (int i = 0; i < stores.size(); i++) {
      found.add("additionalimagestore=" + stores.get(i));
    }
    List<String> keys = settings.keys(ConfigKeys.STORAGE_OPTIONS);
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      String value = ConfigKeys.isDriverOption(key) ? settings.text(key, "") : "";
      if (!value.isEmpty()) {
        found.add(key.substring(ConfigKeys.STORAGE_OPTIONS.length()) + "=" + value);
      }
    }
    return found;
  }

  private String folder(String option, String otherwise) {
    String given = options.last(option);
    if (given == null) {
      return otherwise;
    }
    if (given.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.INVALID, "--" + option + ": the name of a folder is missing");
    }
    return new File(given).getAbsolutePath();
  }

  private String option(String name, String otherwise) {
    String given = options.last(name);
    return given == null ? otherwise : given;
  }

  private String text(String option, String key, String otherwise) {
    return option(option, settings.text(key, otherwise));
  }

  private static String choice(String option, @Nullable String value, List<String> choices) {
    if (value == null || !choices.contains(value)) {
      StringBuilder words = new StringBuilder();
      for (int i = 0; i < choices.size(); i++) {
        words.append(i == 0 ? "" : ", ").append(choices.get(i));
      }
      throw new KapokException(
          KapokException.Kind.INVALID,
          "--" + option + ": there is no \"" + value + "\"; choose one of " + words);
    }
    return value;
  }

  private String logLevel() {
    String given = options.last("log-level");
    return given == null ? "warn" : given.toLowerCase(Locale.ROOT);
  }
}
