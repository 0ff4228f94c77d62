package dev.kapok.libpod.view;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.ResourcesConfig;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of inspect that describes what of the host a container gets. */
final class InspectHostConfig {
  private static final long NANOS_PER_CPU = 1_000_000_000L;

  private static final List<String> BLOCK_LIMITS =
      List.of(
          "BlkioWeightDevice",
          "BlkioDeviceReadBps",
          "BlkioDeviceWriteBps",
          "BlkioDeviceReadIOps",
          "BlkioDeviceWriteIOps");

  private final EngineParts parts;
  private final JsonWriter json;
  private final ContainerConfig config;

  InspectHostConfig(EngineParts parts, JsonWriter json, ContainerConfig config) {
    this.parts = parts;
    this.json = json;
    this.config = config;
  }

  /** Writes the members in podman's order; what no container has yet has the value of absence. */
  void write() {
    json.name("HostConfig").beginObject();
    binds();
    json.field("CgroupManager", parts.config().cgroupManager());
    json.field("CgroupMode", word(config.namespaces().cgroup()));
    json.field("ContainerIDFile", "");
    lifecycle(config.lifecycle());
    json.field("VolumeDriver", "").name("VolumesFrom").nullValue();
    capabilities(config.security());
    names(config.network());
    json.strings("GroupAdd", config.process().groups());
    json.field("IpcMode", word(config.namespaces().ipc()));
    json.field("Cgroup", "").field("Cgroups", "default").name("Links").nullValue();
    Integer oomScoreAdj = config.host().oomScoreAdj();
    json.field("OomScoreAdj", oomScoreAdj == null ? 0 : oomScoreAdj.longValue());
    json.field("PidMode", word(config.namespaces().pid()));
    security(config.security());
    tmpfs();
    json.field("UTSMode", word(config.namespaces().uts()));
    userNamespace(config.namespaces().user());
    json.field("ShmSize", config.host().shmSize()).field("Runtime", "oci");
    json.name("ConsoleSize").beginArray().value(0).value(0).endArray().field("Isolation", "");
    resources(config.resources());
    json.endObject();
  }

  private void binds() {
    List<String> binds = new ArrayList<>();
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      if (mount.isOfHost()) {
        binds.add(mount.source() + ":" + mount.target() + ":" + bindOptions(mount));
      }
    }
    json.strings("Binds", binds);
  }

  /** Returns a bind's options with those that hold where nothing else was said. */
  private static String bindOptions(MountConfig mount) {
    List<String> options = new ArrayList<>(mount.options());
    if (!options.contains("ro") && !options.contains("rw")) {
      options.add(0, "rw");
    }
    boolean propagated = false;
    for (int i = 0; i < options.size(); i++) {
      propagated |= MountConfig.isPropagation(options.get(i));
    }
    if (!propagated) {
      options.add("rprivate");
    }
    if (!options.contains("bind") && !options.contains("rbind")) {
      options.add("rbind");
    }
    return joined(options);
  }

  private void userNamespace(@Nullable UserNamespace user) {
    if (user == null) {
      json.field("UsernsMode", "");
      return;
    }
    json.field("UsernsMode", user.mode()).name("IDMappings").beginObject();
    json.strings("UidMap", user.maps().users().words());
    json.strings("GidMap", user.maps().groups().words()).endObject();
  }

  private void tmpfs() {
    json.name("Tmpfs").beginObject();
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      if (mount.type() == MountConfig.Type.TMPFS) {
        json.field(mount.target(), joined(mount.options()));
      }
    }
    json.endObject();
  }

  private static String joined(List<String> options) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < options.size(); i++) {
      text.append(i == 0 ? "" : ",").append(options.get(i));
    }
    return text.toString();
  }

  private void lifecycle(LifecycleConfig lifecycle) {
    String asked = lifecycle.logPath();
    boolean none = lifecycle.logDriver().equals("none");
    json.name("LogConfig").beginObject().field("Type", lifecycle.logDriver());
    json.name("Config").nullValue();
    json.field("Path", none ? "" : asked == null ? parts.paths().log(config.id()) : asked);
    json.field("Tag", "").field("Size", Math.max(0, lifecycle.logSizeMax()) + "B").endObject();
    network(config.network());
    json.name("RestartPolicy").beginObject();
    json.field("Name", policy(lifecycle.restart().kind()));
    json.field("MaximumRetryCount", lifecycle.restart().retries()).endObject();
    json.field("AutoRemove", lifecycle.autoRemove());
  }

  private static String policy(RestartPolicy.Kind kind) {
    return switch (kind) {
      case NO -> "no";
      case ON_FAILURE -> "on-failure";
      case ALWAYS -> "always";
      case UNLESS_STOPPED -> "unless-stopped";
    };
  }

  private void network(NetworkConfig network) {
    String target = network.target();
    String mode = network.mode().name().toLowerCase(Locale.ROOT);
    json.field("NetworkMode", target == null ? mode : mode(network.mode(), target));
    json.name("PortBindings");
    new InspectNetwork(json).ports(network.ports());
  }

  private void names(NetworkConfig network) {
    json.strings("Dns", network.dnsServers()).strings("DnsOptions", network.dnsOptions());
    json.strings("DnsSearch", network.dnsSearch()).strings("ExtraHosts", network.hosts());
  }

  private static String mode(NetworkConfig.Mode mode, String target) {
    return (mode == NetworkConfig.Mode.CONTAINER ? "container:" : "ns:") + target;
  }

  private void capabilities(SecurityConfig security) {
    json.strings("CapAdd", security.capAdd()).strings("CapDrop", security.capDrop());
  }

  private void security(SecurityConfig security) {
    List<String> options = new ArrayList<>();
    if (security.noNewPrivileges()) {
      options.add("no-new-privileges");
    }
    if (security.seccomp() != null) {
      options.add("seccomp=" + security.seccomp());
    }
    addAll(options, "mask=", security.mask());
    addAll(options, "unmask=", security.unmask());
    json.field("Privileged", security.privileged()).field("PublishAllPorts", false);
    json.field("ReadonlyRootfs", config.rootFs().readOnly()).strings("SecurityOpt", options);
  }

  private static void addAll(List<String> options, String prefix, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      options.add(prefix + values.get(i));
    }
  }

  private static String word(NamespaceMode mode) {
    String target = mode.target();
    return switch (mode.kind()) {
      case PRIVATE -> "private";
      case SHAREABLE -> "shareable";
      case HOST -> "host";
      case CONTAINER -> "container:" + target;
      case PATH -> "ns:" + target;
      case POD -> "pod";
    };
  }

  private void resources(ResourcesConfig resources) {
    HostConfig host = config.host();
    json.field("CpuShares", orZero(resources.cpuShares()));
    json.field("Memory", orZero(resources.memory()));
    long period = orZero(resources.cpuPeriod());
    long quota = orZero(resources.cpuQuota());
    json.field("NanoCpus", period > 0 && quota > 0 ? quota * NANOS_PER_CPU / period : 0);
    json.field("CgroupParent", host.cgroupParent() == null ? "" : host.cgroupParent());
    json.field("BlkioWeight", 0);
    nulls(BLOCK_LIMITS);
    json.field("CpuPeriod", period).field("CpuQuota", quota);
    json.field("CpuRealtimePeriod", 0).field("CpuRealtimeRuntime", 0);
    json.field("CpusetCpus", resources.cpusetCpus() == null ? "" : resources.cpusetCpus());
    json.field("CpusetMems", resources.cpusetMems() == null ? "" : resources.cpusetMems());
    devices(host);
    json.field("DiskQuota", 0).field("KernelMemory", 0);
    json.field("MemoryReservation", orZero(resources.memoryReservation()));
    json.field("MemorySwap", orZero(resources.memorySwap()));
    json.field("MemorySwappiness", 0).field("OomKillDisable", false);
    if (host.init()) {
      json.field("Init", true);
    }
    json.field("PidsLimit", orZero(resources.pidsLimit()));
    ulimits(host);
    json.field("CpuCount", 0).field("CpuPercent", 0);
    json.field("IOMaximumIOps", 0).field("IOMaximumBandwidth", 0);
    json.name("CgroupConf").nullValue();
  }

  private void nulls(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      json.name(names.get(i)).nullValue();
    }
  }

  private void devices(HostConfig host) {
    json.name("Devices").beginArray();
    for (DeviceConfig device : host.devices()) {
      json.beginObject().field("PathOnHost", device.source());
      json.field("PathInContainer", device.target());
      json.field("CgroupPermissions", device.access()).endObject();
    }
    json.endArray();
  }

  private void ulimits(HostConfig host) {
    json.name("Ulimits").beginArray();
    for (Ulimit ulimit : host.ulimits()) {
      json.beginObject().field("Name", "RLIMIT_" + ulimit.name().toUpperCase(Locale.ROOT));
      json.field("Soft", ulimit.soft()).field("Hard", ulimit.hard()).endObject();
    }
    json.endArray();
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
