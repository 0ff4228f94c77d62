package dev.kapok.libpod.view;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What inspect shows of the network. */
final class InspectNetwork {
  private final JsonWriter json;

  InspectNetwork(JsonWriter json) {
    this.json = json;
  }

  void write(Container container) {
    json.name("NetworkSettings").beginObject();
    json.field("EndpointID", "").field("Gateway", "").field("IPAddress", "");
    json.field("IPPrefixLen", 0).field("IPv6Gateway", "").field("GlobalIPv6Address", "");
    json.field("GlobalIPv6PrefixLen", 0).field("MacAddress", "").field("Bridge", "");
    json.field("SandboxID", "").field("HairpinMode", false).field("LinkLocalIPv6Address", "");
    json.field("LinkLocalIPv6PrefixLen", 0);
    json.name("Ports");
    ports(container.config().network().ports());
    @Nullable String netns = container.state().netns();
    json.field("SandboxKey", netns == null ? "" : netns).endObject();
  }

  /** Writes published ports by the container's port and protocol. */
  void ports(List<PortMapping> ports) {
    json.beginObject();
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      for (int n = 0; n < port.count(); n++) {
        json.name(port.containerPort() + n + "/" + port.protocol()).beginArray().beginObject();
        json.field("HostIp", port.hostIp());
        json.field("HostPort", Integer.toString(port.hostPort() + n)).endObject().endArray();
      }
    }
    json.endObject();
  }
}
