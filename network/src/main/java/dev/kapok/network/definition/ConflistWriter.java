package dev.kapok.network.definition;

import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a network as a CNI configuration list (CNI specification 1.0.0, section 1).
 *
 * <p>The plugins get what they need and nothing else; what only the engine knows (id, labels,
 * names) stands in the member {@code kapok} of the list, which other runtimes ignore.
 */
final class ConflistWriter {
  /** The latest version that the plugins of today's distributions know. */
  static final String CNI_VERSION = "1.0.0";

  /** The list's member with what plugins need not know. */
  static final String OWN = "kapok";

  private final NetworkSpec spec;
  private final JsonWriter json = new JsonWriter("  ");

  private ConflistWriter(NetworkSpec spec) {
    this.spec = spec;
  }

  /** Returns the list's text, with a line end. */
  static String write(NetworkSpec spec) {
    ConflistWriter writer = new ConflistWriter(spec);
    writer.list();
    return writer.json + "\n";
  }

  private void list() {
    json.beginObject().field("cniVersion", CNI_VERSION).field("name", spec.name());
    json.name(OWN).beginObject().field("id", spec.id()).field("created", spec.created());
    json.field("driver", spec.driver()).field("interface", spec.networkInterface());
    json.field("internal", spec.internal()).field("ipv6", spec.addressing().ipv6());
    json.field("dns", spec.dnsEnabled()).strings("dnsServers", spec.dnsServers());
    json.name("labels");
    texts(spec.labels());
    json.name("options");
    texts(spec.options());
    json.endObject().name("plugins").beginArray();
    if (spec.driver().equals(DriverOptions.BRIDGE)) {
      bridge();
    } else {
      shared();
    }
    json.endArray().endObject();
  }

  private void texts(Map<String, String> texts) {
    json.beginObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.field(text.getKey(), text.getValue());
    }
    json.endObject();
  }

  private void bridge() {
    json.beginObject().field("type", "bridge").field("bridge", spec.networkInterface());
    json.field("isGateway", true).field("ipMasq", !spec.internal()).field("hairpinMode", true);
    number("mtu");
    number("vlan");
    ipam();
    capabilities("ips", "mac");
    json.endObject();
    if (!spec.internal()) {
      json.beginObject().field("type", "portmap");
      capabilities("portMappings");
      json.endObject();
    }
    json.beginObject().field("type", "firewall");
    if (spec.internal()) {
      json.field("ingressPolicy", "internal");
    } else if ("true".equals(spec.options().get("isolate"))) {
      json.field("ingressPolicy", "same-bridge");
    }
    json.endObject();
    json.beginObject().field("type", "tuning").endObject();
  }

  /** Drivers whose interfaces share one of the host's. */
  private void shared() {
    json.beginObject().field("type", spec.driver());
    if (!spec.networkInterface().isEmpty()) {
      json.field("master", spec.networkInterface());
    }
    String mode = spec.options().get("mode");
    if (mode != null) {
      json.field("mode", mode);
    }
    number("mtu");
    ipam();
    if (spec.driver().equals(DriverOptions.MACVLAN)) {
      capabilities("ips", "mac");
    } else {
      capabilities("ips");
    }
    json.endObject();
    json.beginObject().field("type", "tuning").endObject();
  }

  private void number(String option) {
    String value = spec.options().get(option);
    if (value != null) {
      json.field(option, Long.parseLong(value));
    }
  }

  private void capabilities(String... names) {
    json.name("capabilities").beginObject();
    for (String name : names) {
      json.field(name, true);
    }
    json.endObject();
  }

  private void ipam() {
    String driver = spec.addressing().driver();
    json.name("ipam").beginObject();
    if (driver.equals(Addressing.HOST_LOCAL)) {
      json.field("type", driver);
      ranges();
      routes();
    } else if (driver.equals(Addressing.DHCP)) {
      json.field("type", driver);
    }
    json.endObject();
  }

  /** Each subnet is a set of its own, so that a container gets an address of each. */
  private void ranges() {
    json.name("ranges").beginArray();
    List<SubnetSpec> subnets = spec.subnets();
    for (int i = 0; i < subnets.size(); i++) {
      SubnetSpec subnet = subnets.get(i);
      json.beginArray().beginObject().field("subnet", subnet.subnet().toString());
      address("rangeStart", subnet.rangeStart());
      address("rangeEnd", subnet.rangeEnd());
      address("gateway", subnet.gateway());
      json.endObject().endArray();
    }
    json.endArray();
  }

  private void address(String name, @Nullable Object address) {
    if (address != null) {
      json.field(name, address.toString());
    }
  }

  /**
   * Without a route of its own a container knows no way out of its subnets. One that the user wants
   * for all addresses takes the place of the default one.
   */
  private void routes() {
    List<RouteSpec> routes = spec.addressing().routes();
    boolean none = spec.internal() || "true".equals(spec.options().get("no_default_route"));
    if (none && routes.isEmpty()) {
      return;
    }
    json.name("routes").beginArray();
    if (!none && needsDefault(false)) {
      route("0.0.0.0/0", null, metric());
    }
    if (!none && needsDefault(true)) {
      route("::/0", null, metric());
    }
    for (int i = 0; i < routes.size(); i++) {
      RouteSpec route = routes.get(i);
      route(route.destination().toString(), route.gateway().toString(), route.metric());
    }
    json.endArray();
  }

  private boolean needsDefault(boolean ipv6) {
    List<RouteSpec> routes = spec.addressing().routes();
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).destination().prefix() == 0
          && routes.get(i).destination().isIpv6() == ipv6) {
        return false;
      }
    }
    List<SubnetSpec> subnets = spec.subnets();
    for (int i = 0; i < subnets.size(); i++) {
      if (subnets.get(i).subnet().isIpv6() == ipv6) {
        return true;
      }
    }
    return false;
  }

  private long metric() {
    String metric = spec.options().get("metric");
    return metric == null ? 0 : Long.parseLong(metric);
  }

  /** What a metric is called, is known since version 1.1 of the specification. */
  private void route(String to, @Nullable String gateway, long metric) {
    json.beginObject().field("dst", to);
    if (gateway != null) {
      json.field("gw", gateway);
    }
    if (metric > 0) {
      json.field("priority", metric);
    }
    json.endObject();
  }
}
