package dev.kapok.cli.system;

import dev.kapok.cli.command.Services;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Host;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part {@code host} of {@code info}. */
final class HostInfo {
  private static final long KIB = 1024;

  private final Services services;
  private final EngineConfig config;
  private final ProgramInfo programs;

  HostInfo(Services services) {
    this.services = services;
    this.config = services.config();
    this.programs =
        new ProgramInfo(services.kernel(), config.programs().path(), config.programs().env());
  }

  Map<String, Object> tree() {
    boolean unified = new File("/sys/fs/cgroup/cgroup.controllers").exists();
    String memory = SmallFile.read("/proc/meminfo");
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("arch", BuildInfo.arch());
    host.put("cgroupControllers", controllers(unified));
    host.put("cgroupManager", config.cgroupManager());
    host.put("cgroupVersion", unified ? "v2" : "v1");
    host.put("conmon", programs.of("path", conmon()));
    host.put("cpus", (long) Host.cpuCount());
    host.put("distribution", distribution());
    host.put("eventLogger", config.eventsBackend());
    host.put("hostname", Host.hostname());
    host.put("idMappings", idMappings());
    host.put("kernel", SmallFile.read("/proc/sys/kernel/osrelease").strip());
    host.put("logDriver", config.defaults().logDriver());
    host.put("memFree", kilobytes(memory, "MemFree:"));
    host.put("memTotal", kilobytes(memory, "MemTotal:"));
    host.put("networkBackend", "cni");
    host.put("ociRuntime", runtime());
    host.put("os", "linux");
    host.put("pasta", programs.of("executable", programs.find("pasta")));
    host.put("remoteSocket", remoteSocket());
    host.put("security", security());
    host.put("serviceIsRemote", false);
    host.put("slirp4netns", programs.of("executable", programs.find("slirp4netns")));
    host.put("swapFree", kilobytes(memory, "SwapFree:"));
    host.put("swapTotal", kilobytes(memory, "SwapTotal:"));
    host.put("uptime", uptime());
    return host;
  }

  private @Nullable String conmon() {
    try {
      return services.engine().conmon();
    } catch (KapokException e) {
      return null;
    }
  }

  private Map<String, Object> runtime() {
    String path;
    try {
      path = services.engine().runtime();
    } catch (KapokException e) {
      path = "";
    }
    Map<String, Object> runtime = new LinkedHashMap<>();
    runtime.put("name", path.substring(path.lastIndexOf('/') + 1));
    runtime.putAll(programs.of("path", path.isEmpty() ? null : path));
    return runtime;
  }

  private static List<Object> controllers(boolean unified) {
    List<Object> names = new ArrayList<>();
    String text = SmallFile.read(unified ? "/sys/fs/cgroup/cgroup.controllers" : "/proc/cgroups");
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && text.charAt(end) > ' ') {
        end++;
      }
      String name = text.substring(from, end);
      int line = unified ? end : text.indexOf('\n', end);
      boolean mounted = unified || new File("/sys/fs/cgroup/" + name).isDirectory();
      if (!name.isEmpty() && name.charAt(0) != '#' && mounted) {
        names.add(name);
      }
      from = (line < 0 ? text.length() : line) + 1;
    }
    return names;
  }

  private static Map<String, Object> distribution() {
    String release = SmallFile.read("/etc/os-release");
    Map<String, Object> distribution = new LinkedHashMap<>();
    String codename = SmallFile.after(release, "VERSION_CODENAME=");
    if (!codename.isEmpty()) {
      distribution.put("codename", codename);
    }
    distribution.put("distribution", SmallFile.after(release, "ID=").replace("\"", ""));
    distribution.put("version", SmallFile.after(release, "VERSION_ID=").replace("\"", ""));
    return distribution;
  }

  private static Map<String, Object> idMappings() {
    Map<String, Object> mappings = new LinkedHashMap<>();
    mappings.put("gidmap", Host.rootless() ? IdMapText.read("/proc/self/gid_map") : null);
    mappings.put("uidmap", Host.rootless() ? IdMapText.read("/proc/self/uid_map") : null);
    return mappings;
  }

  private Map<String, Object> remoteSocket() {
    String path = config.runRoot() + "/kapok.sock";
    Map<String, Object> socket = new LinkedHashMap<>();
    socket.put("exists", new File(path).exists());
    socket.put("path", path);
    return socket;
  }

  private Map<String, Object> security() {
    String status = SmallFile.read("/proc/self/status");
    Map<String, Object> security = new LinkedHashMap<>();
    security.put("apparmorEnabled", false);
    StringBuilder capabilities = new StringBuilder();
    List<String> names = config.defaults().capabilities();
    for (int i = 0; i < names.size(); i++) {
      capabilities.append(i > 0 ? "," : "").append(names.get(i));
    }
    security.put("capabilities", capabilities.toString());
    security.put("rootless", Host.rootless());
    security.put("seccompEnabled", !SmallFile.after(status, "Seccomp:").isEmpty());
    String profile = config.defaults().seccompProfile();
    security.put("seccompProfilePath", profile == null ? "built in" : profile);
    security.put("selinuxEnabled", false);
    return security;
  }

  private static long kilobytes(String memory, String name) {
    String value = SmallFile.after(memory, name);
    int blank = value.indexOf(' ');
    return blank < 0 ? 0 : Long.parseLong(value.substring(0, blank)) * KIB;
  }

  private static String uptime() {
    String text = SmallFile.read("/proc/uptime");
    int point = text.indexOf('.');
    long seconds = point < 0 ? 0 : Long.parseLong(text.substring(0, point));
    return seconds / 3600 + "h " + seconds / 60 % 60 + "m " + seconds % 60 + ".00s";
  }
}
