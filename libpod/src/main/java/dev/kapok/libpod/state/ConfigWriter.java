package dev.kapok.libpod.state;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.ResourcesConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a configuration as JSON; {@link ConfigReader} is its other half. */
final class ConfigWriter {
  private final JsonWriter json = new JsonWriter();

  private ConfigWriter() {}

  /** Returns the document; id and name are columns of their own. */
  static String write(ContainerConfig config) {
    ConfigWriter writer = new ConfigWriter();
    writer.container(config);
    return writer.json.toString();
  }

  /** Returns a JSON object of texts. */
  static String map(Map<String, String> map) {
    JsonWriter json = new JsonWriter();
    write(json, map);
    return json.toString();
  }

  /** Returns a JSON array of texts. */
  static String list(List<String> list) {
    JsonWriter json = new JsonWriter();
    write(json, list);
    return json.toString();
  }

  /** Returns a JSON array of port mappings. */
  static String ports(List<PortMapping> ports) {
    ConfigWriter writer = new ConfigWriter();
    writer.portArray(ports);
    return writer.json.toString();
  }

  private void container(ContainerConfig config) {
    json.beginObject().field("created", config.created()).field("runtime", config.runtime());
    map("labels", config.labels());
    map("annotations", config.annotations());
    rootFs(config.rootFs());
    process(config.process());
    json.name("mounts").beginArray();
    for (MountConfig mount : config.mounts()) {
      mount(mount);
    }
    json.endArray();
    network(config.network());
    namespaces(config.namespaces());
    security(config.security());
    resources(config.resources());
    host(config.host());
    lifecycle(config.lifecycle());
    json.endObject();
  }

  private void rootFs(RootFsConfig rootFs) {
    json.name("rootFs").beginObject();
    text("image", rootFs.image());
    text("imageId", rootFs.imageId());
    text("imageName", rootFs.imageName());
    text("topLayer", rootFs.topLayer());
    text("path", rootFs.path());
    json.field("readOnly", rootFs.readOnly()).field("readOnlyTmpfs", rootFs.readOnlyTmpfs());
    json.endObject();
  }

  private void process(ProcessConfig process) {
    json.name("process").beginObject();
    listOrNull("entrypoint", process.entrypoint());
    listOrNull("command", process.command());
    list("env", process.env());
    text("workdir", process.workdir());
    json.field("workdirAsked", process.workdirAsked());
    text("user", process.user());
    list("groups", process.groups());
    json.field("terminal", process.terminal()).field("stdinOpen", process.stdinOpen());
    json.field("umask", process.umask()).endObject();
  }

  private void mount(MountConfig mount) {
    json.beginObject().field("type", mount.type().name());
    text("source", mount.source());
    json.field("target", mount.target());
    list("options", mount.options());
    json.endObject();
  }

  private void network(NetworkConfig network) {
    json.name("network").beginObject().field("mode", network.mode().name());
    text("target", network.target());
    list("options", network.options());
    json.name("ports");
    portArray(network.ports());
    list("dnsServers", network.dnsServers());
    list("dnsSearch", network.dnsSearch());
    list("dnsOptions", network.dnsOptions());
    list("hosts", network.hosts());
    json.field("manageHosts", network.manageHosts());
    if (!network.networks().isEmpty()) {
      NetworkCodec.write(json, network.networks());
    }
    json.endObject();
  }

  private void portArray(List<PortMapping> ports) {
    json.beginArray();
    for (PortMapping port : ports) {
      json.beginObject().field("hostIp", port.hostIp()).field("hostPort", port.hostPort());
      json.field("containerPort", port.containerPort()).field("count", port.count());
      json.field("protocol", port.protocol()).endObject();
    }
    json.endArray();
  }

  private void namespaces(NamespacesConfig namespaces) {
    json.name("namespaces").beginObject();
    mode("pid", namespaces.pid());
    mode("ipc", namespaces.ipc());
    mode("uts", namespaces.uts());
    mode("cgroup", namespaces.cgroup());
    UserNamespace user = namespaces.user();
    if (user != null) {
      json.name("user").beginObject().field("mode", user.mode()).field("user", user.user());
      json.field("uids", user.maps().users().text());
      json.field("gids", user.maps().groups().text()).endObject();
    }
    if (namespaces.pod() != null) {
      json.field("pod", namespaces.pod());
    }
    json.endObject();
  }

  private void mode(String name, NamespaceMode mode) {
    json.name(name).beginObject().field("kind", mode.kind().name());
    text("target", mode.target());
    json.endObject();
  }

  private void security(SecurityConfig security) {
    json.name("security").beginObject().field("privileged", security.privileged());
    list("capAdd", security.capAdd());
    list("capDrop", security.capDrop());
    json.field("noNewPrivileges", security.noNewPrivileges());
    text("seccomp", security.seccomp());
    list("mask", security.mask());
    list("unmask", security.unmask());
    json.endObject();
  }

  private void resources(ResourcesConfig resources) {
    json.name("resources").beginObject();
    number("memory", resources.memory());
    number("memorySwap", resources.memorySwap());
    number("memoryReservation", resources.memoryReservation());
    number("cpuShares", resources.cpuShares());
    number("cpuPeriod", resources.cpuPeriod());
    number("cpuQuota", resources.cpuQuota());
    text("cpusetCpus", resources.cpusetCpus());
    text("cpusetMems", resources.cpusetMems());
    number("pidsLimit", resources.pidsLimit());
    json.endObject();
  }

  private void host(HostConfig host) {
    json.name("host").beginObject();
    text("hostname", host.hostname());
    json.name("devices").beginArray();
    for (DeviceConfig device : host.devices()) {
      json.beginObject().field("source", device.source()).field("target", device.target());
      json.field("access", device.access()).endObject();
    }
    json.endArray().name("ulimits").beginArray();
    for (Ulimit ulimit : host.ulimits()) {
      json.beginObject().field("name", ulimit.name()).field("soft", ulimit.soft());
      json.field("hard", ulimit.hard()).endObject();
    }
    json.endArray();
    map("sysctls", host.sysctls());
    json.field("shmSize", host.shmSize());
    Integer oomScoreAdj = host.oomScoreAdj();
    if (oomScoreAdj != null) {
      json.field("oomScoreAdj", oomScoreAdj.longValue());
    }
    text("cgroupParent", host.cgroupParent());
    json.field("init", host.init()).endObject();
  }

  private void lifecycle(LifecycleConfig lifecycle) {
    json.name("lifecycle").beginObject().field("autoRemove", lifecycle.autoRemove());
    json.field("restart", lifecycle.restart().kind().name());
    json.field("retries", lifecycle.restart().retries());
    Integer stopSignal = lifecycle.stopSignal();
    if (stopSignal != null) {
      json.field("stopSignal", stopSignal.longValue());
    }
    json.field("stopTimeout", lifecycle.stopTimeout());
    json.field("logDriver", lifecycle.logDriver());
    text("logPath", lifecycle.logPath());
    json.field("logSizeMax", lifecycle.logSizeMax());
    text("conmonPidFile", lifecycle.conmonPidFile());
    text("pidFile", lifecycle.pidFile());
    list("createCommand", lifecycle.createCommand());
    json.endObject();
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      json.field(name, value);
    }
  }

  private void number(String name, @Nullable Long value) {
    if (value != null) {
      json.field(name, value.longValue());
    }
  }

  private void listOrNull(String name, @Nullable List<String> values) {
    if (values != null) {
      json.name(name);
      write(json, values);
    }
  }

  private void list(String name, List<String> values) {
    if (!values.isEmpty()) {
      json.name(name);
      write(json, values);
    }
  }

  private void map(String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      json.name(name);
      write(json, map);
    }
  }

  private static void write(JsonWriter json, List<String> values) {
    json.beginArray();
    for (int i = 0; i < values.size(); i++) {
      json.value(values.get(i));
    }
    json.endArray();
  }

  private static void write(JsonWriter json, Map<String, String> map) {
    json.beginObject();
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.field(entry.getKey(), entry.getValue());
    }
    json.endObject();
  }
}
