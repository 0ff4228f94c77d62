package dev.kapok.libpod.state;

import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads those parts of a configuration that hold enumerations and lists of records. */
final class ConfigParts {
  private ConfigParts() {}

  static NetworkConfig network(Fields fields) {
    JsonReader networks = fields.raw("networks");
    return new NetworkConfig(
        networkMode(fields.text("mode", "NONE")),
        fields.text("target"),
        fields.list("options"),
        ports(fields.raw("ports")),
        fields.list("dnsServers"),
        fields.list("dnsSearch"),
        fields.list("dnsOptions"),
        fields.list("hosts"),
        fields.flag("manageHosts"),
        networks == null ? List.of() : NetworkCodec.read(networks));
  }

  static List<PortMapping> ports(@Nullable JsonReader json) {
    List<PortMapping> ports = new ArrayList<>();
    if (json == null) {
      return ports;
    }
    json.beginArray();
    while (json.hasNext()) {
      Fields fields = Fields.object(json);
      ports.add(
          new PortMapping(
              fields.text("hostIp", ""),
              (int) fields.number("hostPort"),
              (int) fields.number("containerPort"),
              (int) fields.number("count"),
              fields.text("protocol", "tcp")));
    }
    json.endArray();
    return ports;
  }

  static NamespacesConfig namespaces(Fields fields) {
    return new NamespacesConfig(
        mode(fields.raw("pid")),
        mode(fields.raw("ipc")),
        mode(fields.raw("uts")),
        mode(fields.raw("cgroup")),
        user(fields.raw("user")),
        fields.text("pod"));
  }

  private static @Nullable UserNamespace user(@Nullable JsonReader json) {
    if (json == null) {
      return null;
    }
    Fields fields = Fields.object(json);
    IdMap users = IdMap.parse(fields.text("uids", ""));
    IdMap groups = IdMap.parse(fields.text("gids", ""));
    return new UserNamespace(
        fields.text("mode", UserNamespace.PRIVATE),
        fields.text("user", ""),
        new IdMaps(users, groups));
  }

  private static NamespaceMode mode(@Nullable JsonReader json) {
    if (json == null) {
      return NamespaceMode.PRIVATE;
    }
    Fields fields = Fields.object(json);
    String kind = fields.text("kind", "PRIVATE");
    for (NamespaceMode.Kind candidate : NamespaceMode.Kind.values()) {
      if (candidate.name().equals(kind)) {
        return new NamespaceMode(candidate, fields.text("target"));
      }
    }
    throw unknown("namespace mode", kind);
  }

  static HostConfig host(Fields fields) {
    Long oomScoreAdj = fields.numberOrNull("oomScoreAdj");
    return new HostConfig(
        fields.text("hostname"),
        devices(fields.raw("devices")),
        ulimits(fields.raw("ulimits")),
        fields.map("sysctls"),
        fields.number("shmSize"),
        oomScoreAdj == null ? null : Integer.valueOf(oomScoreAdj.intValue()),
        fields.text("cgroupParent"),
        fields.flag("init"));
  }

  private static List<DeviceConfig> devices(@Nullable JsonReader json) {
    List<DeviceConfig> devices = new ArrayList<>();
    if (json != null) {
      json.beginArray();
      while (json.hasNext()) {
        Fields fields = Fields.object(json);
        devices.add(
            new DeviceConfig(
                fields.text("source", ""), fields.text("target", ""), fields.text("access", "")));
      }
      json.endArray();
    }
    return devices;
  }

  private static List<Ulimit> ulimits(@Nullable JsonReader json) {
    List<Ulimit> ulimits = new ArrayList<>();
    if (json != null) {
      json.beginArray();
      while (json.hasNext()) {
        Fields fields = Fields.object(json);
        ulimits.add(
            new Ulimit(fields.text("name", ""), fields.number("soft"), fields.number("hard")));
      }
      json.endArray();
    }
    return ulimits;
  }

  static void mounts(JsonReader json, List<MountConfig> mounts) {
    json.beginArray();
    while (json.hasNext()) {
      Fields fields = Fields.object(json);
      mounts.add(
          new MountConfig(
              mountType(fields.text("type", "")),
              fields.text("source"),
              fields.text("target", ""),
              fields.list("options")));
    }
    json.endArray();
  }

  private static MountConfig.Type mountType(String name) {
    for (MountConfig.Type type : MountConfig.Type.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw unknown("mount type", name);
  }

  private static NetworkConfig.Mode networkMode(String name) {
    for (NetworkConfig.Mode mode : NetworkConfig.Mode.values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    throw unknown("network mode", name);
  }

  static RestartPolicy.Kind restartKind(String name) {
    for (RestartPolicy.Kind kind : RestartPolicy.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw unknown("restart policy", name);
  }

  private static IllegalStateException unknown(String what, String name) {
    return new IllegalStateException(
        "the database holds the " + what + " " + name + ", which this version does not know");
  }
}
