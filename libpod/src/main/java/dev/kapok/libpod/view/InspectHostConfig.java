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
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of inspect that describes what of the host a container gets. */
final class InspectHostConfig {
  private static final long NANOS_PER_CPU = 1_000_000_000L;

  private final EngineParts parts;
  private final JsonWriter json;
  private final ContainerConfig config;

  InspectHostConfig(EngineParts parts, JsonWriter json, ContainerConfig config) {
    this.parts = parts;
    this.json = json;
    this.config = config;
  }

  void write() {
    json.name("HostConfig").beginObject();
    mounts();
    json.field("CgroupManager", parts.config().cgroupManager());
    json.field("CgroupMode", word(config.namespaces().cgroup()));
    json.field("ContainerIDFile", "");
    lifecycle(config.lifecycle());
    network(config.network());
    security(config.security());
    json.strings("GroupAdd", config.process().groups());
    namespaces();
    host(config.host());
    resources(config.resources());
    json.endObject();
  }

  private void mounts() {
    List<String> binds = new ArrayList<>();
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      if (mount.type() != MountConfig.Type.TMPFS) {
        binds.add(mount.source() + ":" + mount.target() + options(mount, ":"));
      }
    }
    json.strings("Binds", binds);
    json.name("Tmpfs").beginObject();
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      if (mount.type() == MountConfig.Type.TMPFS) {
        json.field(mount.target(), options(mount, ""));
      }
    }
    json.endObject();
  }

  private static String options(MountConfig mount, String prefix) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < mount.options().size(); i++) {
      text.append(i == 0 ? prefix : ",").append(mount.options().get(i));
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
    json.strings("Dns", network.dnsServers()).strings("DnsOptions", network.dnsOptions());
    json.strings("DnsSearch", network.dnsSearch()).strings("ExtraHosts", network.hosts());
    json.field("PublishAllPorts", false).name("Links").nullValue();
  }

  private static String mode(NetworkConfig.Mode mode, String target) {
    return (mode == NetworkConfig.Mode.CONTAINER ? "container:" : "ns:") + target;
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
    json.strings("CapAdd", security.capAdd()).strings("CapDrop", security.capDrop());
    json.field("Privileged", security.privileged()).strings("SecurityOpt", options);
    json.field("ReadonlyRootfs", config.rootFs().readOnly());
  }

  private static void addAll(List<String> options, String prefix, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      options.add(prefix + values.get(i));
    }
  }

  private void namespaces() {
    json.field("IpcMode", word(config.namespaces().ipc()));
    json.field("PidMode", word(config.namespaces().pid()));
    json.field("UTSMode", word(config.namespaces().uts())).field("UsernsMode", "");
  }

  private static String word(NamespaceMode mode) {
    String target = mode.target();
    return switch (mode.kind()) {
      case PRIVATE -> "private";
      case SHAREABLE -> "shareable";
      case HOST -> "host";
      case CONTAINER -> "container:" + target;
      case PATH -> "ns:" + target;
    };
  }

  private void host(HostConfig host) {
    Integer oomScoreAdj = host.oomScoreAdj();
    json.field("OomScoreAdj", oomScoreAdj == null ? 0 : oomScoreAdj.longValue());
    json.field("ShmSize", host.shmSize()).field("Runtime", "oci");
    json.field("Init", host.init());
    json.field("CgroupParent", host.cgroupParent() == null ? "" : host.cgroupParent());
    json.name("Devices").beginArray();
    for (DeviceConfig device : host.devices()) {
      json.beginObject().field("PathOnHost", device.source());
      json.field("PathInContainer", device.target());
      json.field("CgroupPermissions", device.access()).endObject();
    }
    json.endArray().name("Ulimits").beginArray();
    for (Ulimit ulimit : host.ulimits()) {
      json.beginObject().field("Name", "RLIMIT_" + ulimit.name().toUpperCase(Locale.ROOT));
      json.field("Soft", ulimit.soft()).field("Hard", ulimit.hard()).endObject();
    }
    json.endArray();
  }

  private void resources(ResourcesConfig resources) {
    json.field("CpuShares", orZero(resources.cpuShares()));
    json.field("Memory", orZero(resources.memory()));
    long period = orZero(resources.cpuPeriod());
    long quota = orZero(resources.cpuQuota());
    json.field("NanoCpus", period > 0 && quota > 0 ? quota * NANOS_PER_CPU / period : 0);
    json.field("CpuPeriod", period).field("CpuQuota", quota);
    json.field("CpusetCpus", resources.cpusetCpus() == null ? "" : resources.cpusetCpus());
    json.field("CpusetMems", resources.cpusetMems() == null ? "" : resources.cpusetMems());
    json.field("MemoryReservation", orZero(resources.memoryReservation()));
    json.field("MemorySwap", orZero(resources.memorySwap()));
    json.field("PidsLimit", orZero(resources.pidsLimit()));
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
