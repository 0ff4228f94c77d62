package dev.kapok.libpod.config;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.UserNamespaceDefaults;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.sys.IdRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what containers get where nobody says otherwise, when that is first asked. */
final class ContainerDefaultsReader implements Supplier<ContainerDefaults> {
  private static final List<String> CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_NET_BIND_SERVICE",
          "CAP_SETFCAP",
          "CAP_SETGID",
          "CAP_SETPCAP",
          "CAP_SETUID",
          "CAP_SYS_CHROOT");
  private static final List<String> ENV =
      List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  private static final List<String> SYSCTLS = List.of("net.ipv4.ping_group_range=0 0");
  private static final String BUILT_IN_SECCOMP = "/usr/share/containers/seccomp.json";
  private static final String INIT = "/usr/libexec/podman/catatonit";
  private static final String SHM_SIZE = "65536k";
  private static final long PIDS_LIMIT = 2048;
  private static final long STOP_TIMEOUT = 10;

  private final Settings settings;
  private @Nullable ContainerDefaults read;

  ContainerDefaultsReader(Settings settings) {
    this.settings = settings;
  }

  @Override
  public ContainerDefaults get() {
    ContainerDefaults known = read;
    if (known == null) {
      known = read();
      read = known;
    }
    return known;
  }

  private ContainerDefaults read() {
    return new ContainerDefaults(
        capabilities(),
        settings.list("containers.env", ENV),
        settings.list("containers.volumes", List.of()),
        settings.list("containers.devices", List.of()),
        sysctls(),
        ulimits(),
        settings.list("containers.dns_servers", List.of()),
        settings.list("containers.dns_searches", List.of()),
        settings.list("containers.dns_options", List.of()),
        settings.text("containers.netns", "default"),
        seccompProfile(),
        logDriver(),
        settings.number("containers.log_size_max", -1),
        limit(settings.number("containers.pids_limit", PIDS_LIMIT)),
        size("containers.shm_size", settings.text("containers.shm_size", SHM_SIZE)),
        (int) settings.number("engine.stop_timeout", STOP_TIMEOUT),
        settings.text("containers.umask", "0022"),
        detachKeys(),
        settings.text("containers.init_path", INIT),
        settings.truth("containers.init", false),
        settings.truth("containers.http_proxy", true),
        settings.list("containers.annotations", List.of()),
        userNamespace());
  }

  private UserNamespaceDefaults userNamespace() {
    UserNamespaceDefaults otherwise = UserNamespaceDefaults.BUILT_IN;
    long least = settings.number(ConfigKeys.AUTO_LEAST, otherwise.least());
    long most = settings.number(ConfigKeys.AUTO_MOST, otherwise.most());
    if (least < 1 || most < least || most > IdRange.END) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "read storage.conf: auto-userns-min-size is "
              + least
              + " and auto-userns-max-size "
              + most
              + "; they must be at least 1, the second not less than the first");
    }
    return new UserNamespaceDefaults(
        settings.text("containers.userns", otherwise.mode()),
        settings.text(ConfigKeys.AUTO_OWNER, otherwise.owner()),
        least,
        most);
  }

  private List<String> capabilities() {
    List<String> given = settings.list("containers.default_capabilities", CAPABILITIES);
    List<String> capabilities = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String name = given.get(i).toUpperCase(Locale.ROOT);
      capabilities.add(name.startsWith("CAP_") ? name : "CAP_" + name);
    }
    return capabilities;
  }

  private Map<String, String> sysctls() {
    Map<String, String> sysctls = new HashMap<>();
    List<String> given = settings.list("containers.default_sysctls", SYSCTLS);
    for (int i = 0; i < given.size(); i++) {
      int equals = given.get(i).indexOf('=');
      if (equals < 1) {
        throw invalid("containers.default_sysctls", given.get(i), "NAME=VALUE");
      }
      sysctls.put(given.get(i).substring(0, equals), given.get(i).substring(equals + 1));
    }
    return sysctls;
  }

  private List<Ulimit> ulimits() {
    List<Ulimit> ulimits = new ArrayList<>();
    List<String> given = settings.list("containers.default_ulimits", List.of());
    for (int i = 0; i < given.size(); i++) {
      ulimits.add(ulimit(given.get(i)));
    }
    return ulimits;
  }

  private static Ulimit ulimit(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':', equals + 1);
    if (equals < 1) {
      throw invalid("containers.default_ulimits", text, "NAME=SOFT or NAME=SOFT:HARD");
    }
    String soft = text.substring(equals + 1, colon < 0 ? text.length() : colon);
    String hard = colon < 0 ? soft : text.substring(colon + 1);
    try {
      return new Ulimit(text.substring(0, equals), Long.parseLong(soft), Long.parseLong(hard));
    } catch (NumberFormatException _) {
      throw invalid("containers.default_ulimits", text, "NAME=SOFT or NAME=SOFT:HARD");
    }
  }

  /** The distribution's profile says what the built-in one does, and is slower to read. */
  private @Nullable String seccompProfile() {
    String path = settings.text("containers.seccomp_profile", BUILT_IN_SECCOMP);
    return path.equals(BUILT_IN_SECCOMP) ? null : path;
  }

  private String logDriver() {
    String driver = settings.text("containers.log_driver", "k8s-file");
    return driver.equals("none") ? driver : "k8s-file";
  }

  private String detachKeys() {
    String keys = settings.text("engine.detach_keys");
    return keys == null ? "ctrl-p,ctrl-q" : keys;
  }

  private static long limit(long limit) {
    return limit <= 0 ? -1 : limit;
  }

  /** Reads a number of bytes with an optional unit: b, k, m, g. */
  private static long size(String key, String text) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    String unit = text.substring(digits).toLowerCase(Locale.ROOT);
    int shift =
        switch (unit) {
          case "", "b" -> 0;
          case "k", "kb" -> 10;
          case "m", "mb" -> 20;
          case "g", "gb" -> 30;
          default -> -1;
        };
    if (digits == 0 || digits > 9 || shift < 0) {
      throw invalid(key, text, "a size like 65536k");
    }
    return Long.parseLong(text.substring(0, digits)) << shift;
  }

  private static KapokException invalid(String key, String value, String form) {
    return new KapokException(
        KapokException.Kind.INVALID,
        "read containers.conf: " + key + " has \"" + value + "\"; it must be " + form);
  }
}
