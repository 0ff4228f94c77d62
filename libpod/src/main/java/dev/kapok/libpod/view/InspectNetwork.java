package dev.kapok.libpod.view;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What inspect shows of the network. */
public final class InspectNetwork {
  private final JsonWriter json;

  /** Writes there. */
  public InspectNetwork(JsonWriter json) {
    this.json = json;
  }

  void write(EngineParts parts, Container container) {
    InspectNetworks networks =
        container.config().network().mode() == NetworkConfig.Mode.BRIDGE
            ? new InspectNetworks(parts, container, json)
            : null;
    json.name("NetworkSettings").beginObject();
    if (networks == null) {
      json.field("EndpointID", "").field("Gateway", "").field("IPAddress", "");
      json.field("IPPrefixLen", 0).field("IPv6Gateway", "").field("GlobalIPv6Address", "");
      json.field("GlobalIPv6PrefixLen", 0).field("MacAddress", "");
    } else {
      networks.onlyDefault();
    }
    json.field("Bridge", "");
    json.field("SandboxID", "").field("HairpinMode", false).field("LinkLocalIPv6Address", "");
    json.field("LinkLocalIPv6PrefixLen", 0);
    json.name("Ports");
    ports(container.config().network().ports());
    @Nullable String netns = container.state().netns();
    json.field("SandboxKey", netns == null ? "" : netns);
    // A template may ask for networks by name where there are none, too.
    json.name("Networks").beginObject();
    if (networks != null) {
      networks.all();
    }
    json.endObject().endObject();
  }

  /** Writes published ports by the container's port and protocol. */
  public void ports(List<PortMapping> ports) {
    json.beginObject();
    for (Map.Entry<String, List<String[]>> port : hostsOf(ports).entrySet()) {
      json.name(port.getKey()).beginArray();
      for (int i = 0; i < port.getValue().size(); i++) {
        String[] host = port.getValue().get(i);
        json.beginObject().field("HostIp", host[0]).field("HostPort", host[1]).endObject();
      }
      json.endArray();
    }
    json.endObject();
  }

  /** Returns address and port of the host, several perhaps, for each port of the container. */
  private static Map<String, List<String[]>> hostsOf(List<PortMapping> ports) {
    Map<String, List<String[]>> byPort = new LinkedHashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      for (int n = 0; n < port.count(); n++) {
        String key = port.containerPort() + n + "/" + port.protocol();
        List<String[]> hosts = byPort.get(key);
        if (hosts == null) {
          hosts = new ArrayList<>();
          byPort.put(key, hosts);
        }
        hosts.add(new String[] {port.hostIp(), Integer.toString(port.hostPort() + n)});
      }
    }
    return byPort;
  }
}
