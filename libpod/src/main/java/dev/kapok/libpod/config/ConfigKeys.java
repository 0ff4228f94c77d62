package dev.kapok.libpod.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of containers.conf and storage.conf that have an effect, and why others have none. */
final class ConfigKeys {
  /** A table whose keys are names that the user chooses; each has a list. */
  static final String RUNTIMES = "engine.runtimes.";

  /** A table that is handed to the storage driver. */
  static final String STORAGE_OPTIONS = "storage.options.";

  static final String STORES = STORAGE_OPTIONS + "additionalimagestores";

  /** The sizes of {@code --userns=auto}, which no driver wants to know. */
  static final String AUTO_LEAST = STORAGE_OPTIONS + "auto-userns-min-size";

  static final String AUTO_MOST = STORAGE_OPTIONS + "auto-userns-max-size";
  static final String AUTO_OWNER = STORAGE_OPTIONS + "root-auto-userns-user";

  private static final String OTHERS_DATA = "it locates another engine's data";

  private static final Map<String, Type> USED = new LinkedHashMap<>();
  private static final Map<String, String> IGNORED = new LinkedHashMap<>();

  static {
    use(
        Type.LIST,
        "containers.annotations",
        "containers.default_capabilities",
        "containers.default_sysctls",
        "containers.default_ulimits",
        "containers.devices",
        "containers.dns_options",
        "containers.dns_searches",
        "containers.dns_servers",
        "containers.env",
        "containers.volumes",
        "engine.conmon_path",
        "engine.env",
        "engine.helper_binaries_dir",
        "engine.hooks_dir",
        "network.cni_plugin_dirs",
        STORES);
    use(
        Type.TEXT,
        "containers.init_path",
        "containers.log_driver",
        "containers.netns",
        "containers.seccomp_profile",
        "containers.shm_size",
        "containers.umask",
        "containers.userns",
        "engine.cgroup_manager",
        "engine.detach_keys",
        "engine.runtime",
        "network.network_config_dir",
        "storage.driver",
        AUTO_OWNER,
        "storage.options.overlay.ignore_chown_errors",
        "storage.options.overlay.mount_program",
        "storage.options.overlay.mountopt");
    use(Type.NUMBER, "containers.log_size_max", "containers.pids_limit", "engine.stop_timeout");
    use(Type.NUMBER, AUTO_LEAST, AUTO_MOST);
    use(Type.TRUTH, "containers.http_proxy", "containers.init");
    ignore(OTHERS_DATA, "engine.static_dir", "engine.tmp_dir", "engine.volume_path");
    ignore(OTHERS_DATA, "storage.graphroot", "storage.runroot");
    ignore(OTHERS_DATA, "storage.rootless_storage_path", "storage.imagestore");
  }

  private ConfigKeys() {}

  /** What a key's value is. */
  enum Type {
    TEXT("a string"),
    NUMBER("a whole number"),
    TRUTH("true or false"),
    LIST("a list of strings");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** Returns the type in words. */
    String words() {
      return words;
    }
  }

  /** Returns the type of a key that has an effect, null for any other. */
  static @Nullable Type type(String key) {
    return key.startsWith(RUNTIMES) ? Type.LIST : USED.get(key);
  }

  /** Tells whether a key is an option of the storage driver's. */
  static boolean isDriverOption(String key) {
    return key.startsWith(STORAGE_OPTIONS)
        && !key.equals(STORES)
        && !key.equals(AUTO_LEAST)
        && !key.equals(AUTO_MOST)
        && !key.equals(AUTO_OWNER);
  }

  /** Returns why a key has no effect. */
  static String reason(String key) {
    String reason = IGNORED.get(key);
    return reason == null ? "it is not supported yet" : reason;
  }

  private static void use(Type type, String... keys) {
    for (String key : keys) {
      USED.put(key, type);
    }
  }

  private static void ignore(String reason, String... keys) {
    for (String key : keys) {
      IGNORED.put(key, reason);
    }
  }
}
