package dev.kapok.libpod.networks;

import dev.kapok.libpod.view.InspectJson;
import dev.kapok.network.definition.NetworkSpec;
import dev.kapok.network.definition.RouteSpec;
import dev.kapok.network.definition.SubnetSpec;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** What inspect shows of a network; the fields are podman's. */
final class NetworkInspection {
  private final NetworkSpec spec;
  private final JsonWriter json = new JsonWriter();

  private NetworkInspection(NetworkSpec spec) {
    this.spec = spec;
  }

  static String json(NetworkSpec spec) {
    return new NetworkInspection(spec).write();
  }

  private String write() {
    json.beginObject().field("name", spec.name()).field("id", spec.id());
    json.field("driver", spec.driver());
    if (!spec.networkInterface().isEmpty()) {
      json.field("network_interface", spec.networkInterface());
    }
    json.field("created", InspectJson.time(spec.created()));
    subnets();
    routes();
    json.field("ipv6_enabled", spec.addressing().ipv6()).field("internal", spec.internal());
    json.field("dns_enabled", spec.dnsEnabled());
    if (!spec.dnsServers().isEmpty()) {
      json.strings("network_dns_servers", spec.dnsServers());
    }
    texts("labels", spec.labels());
    texts("options", spec.options());
    json.name("ipam_options").beginObject();
    json.field("driver", spec.addressing().driver()).endObject();
    return json.endObject().toString();
  }

  private void subnets() {
    List<SubnetSpec> subnets = spec.subnets();
    if (subnets.isEmpty()) {
      return;
    }
    json.name("subnets").beginArray();
    for (int i = 0; i < subnets.size(); i++) {
      SubnetSpec subnet = subnets.get(i);
      json.beginObject().field("subnet", subnet.subnet().toString());
      if (subnet.gateway() != null) {
        json.field("gateway", subnet.gateway().toString());
      }
      range(subnet);
      json.endObject();
    }
    json.endArray();
  }

  private void routes() {
    List<RouteSpec> routes = spec.addressing().routes();
    if (routes.isEmpty()) {
      return;
    }
    json.name("routes").beginArray();
    for (int i = 0; i < routes.size(); i++) {
      RouteSpec route = routes.get(i);
      json.beginObject().field("destination", route.destination().toString());
      json.field("gateway", route.gateway().toString());
      if (route.metric() > 0) {
        json.field("metric", route.metric());
      }
      json.endObject();
    }
    json.endArray();
  }

  private void range(SubnetSpec subnet) {
    if (subnet.rangeStart() == null && subnet.rangeEnd() == null) {
      return;
    }
    json.name("lease_range").beginObject();
    if (subnet.rangeStart() != null) {
      json.field("start_ip", subnet.rangeStart().toString());
    }
    if (subnet.rangeEnd() != null) {
      json.field("end_ip", subnet.rangeEnd().toString());
    }
    json.endObject();
  }

  private void texts(String name, Map<String, String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    json.name(name).beginObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.field(text.getKey(), text.getValue());
    }
    json.endObject();
  }
}
