package dev.kapok.libpod.pods;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.view.InspectJson;
import dev.kapok.libpod.view.InspectNetwork;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A pod as {@code podman pod inspect} of version 4.3 shows it. */
final class PodInspection {
  private final EngineParts parts;
  private final JsonWriter json = new JsonWriter();

  PodInspection(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns the JSON object, without white space. */
  String json(PodSummary summary) {
    Pod pod = summary.pod();
    String infraId = pod.infra();
    Container infra = infraId == null ? null : parts.containers().get(infraId);
    json.beginObject().field("Id", pod.id()).field("Name", pod.name());
    json.field("Created", InspectJson.time(pod.created()));
    json.strings("CreateCommand", pod.createCommand());
    json.field("ExitPolicy", pod.stopsWithLast() ? "stop" : "continue");
    json.field("State", summary.status());
    String hostname = infra == null ? null : infra.config().host().hostname();
    json.field("Hostname", hostname == null ? "" : hostname);
    labels(pod.labels());
    cgroup(pod);
    json.field("CreateInfra", infraId != null);
    if (infraId != null) {
      json.field("InfraContainerID", infraId);
    }
    if (infra != null) {
      infra(infra);
    }
    json.strings("SharedNamespaces", pod.shared());
    json.field("NumContainers", summary.containers().size());
    containers(summary.containers());
    return json.endObject().toString();
  }

  private void labels(Map<String, String> labels) {
    json.name("Labels").beginObject();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      json.field(label.getKey(), label.getValue());
    }
    json.endObject();
  }

  private void cgroup(Pod pod) {
    String path = pod.cgroup();
    json.field("CreateCgroup", path != null);
    int slash = path == null ? -1 : path.lastIndexOf('/');
    json.field("CgroupParent", slash > 0 && path != null ? path.substring(0, slash) : "");
    json.field("CgroupPath", path == null ? "" : path);
  }

  private void infra(Container container) {
    NetworkConfig network = container.config().network();
    UserNamespace user = container.config().namespaces().user();
    json.name("InfraConfig").beginObject().name("PortBindings");
    new InspectNetwork(json).ports(network.ports());
    json.field("HostNetwork", network.mode() == NetworkConfig.Mode.HOST);
    json.field("StaticIP", "").field("StaticMAC", "");
    json.field("NoManageResolvConf", network.dnsServers().contains("none"));
    json.strings("DNSServer", network.dnsServers()).strings("DNSSearch", network.dnsSearch());
    json.strings("DNSOption", network.dnsOptions());
    json.field("NoManageHosts", !network.manageHosts()).strings("HostAdd", network.hosts());
    json.strings("Networks", networks(network)).name("NetworkOptions").nullValue();
    json.field("pid_ns", word(container.config().namespaces().pid()));
    json.field("userns", user == null ? "host" : user.mode());
    json.field("uts_ns", word(container.config().namespaces().uts())).endObject();
  }

  private static List<String> networks(NetworkConfig network) {
    List<String> names = new ArrayList<>();
    List<NetworkAttachment> attachments = network.networks();
    for (int i = 0; i < attachments.size(); i++) {
      names.add(attachments.get(i).network());
    }
    return names;
  }

  private static String word(NamespaceMode mode) {
    String target = mode.target();
    String kind = mode.kind().name().toLowerCase(Locale.ROOT);
    return target == null ? kind : kind + ":" + target;
  }

  private void containers(List<ContainerSummary> containers) {
    json.name("Containers").beginArray();
    for (int i = 0; i < containers.size(); i++) {
      ContainerSummary container = containers.get(i);
      json.beginObject().field("Id", container.id()).field("Name", container.name());
      json.field("State", container.status().word()).endObject();
    }
    json.endArray();
  }
}
