package dev.kapok.cli.network;

import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TimeText;
import dev.kapok.libpod.NetworkSummary;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a network as templates name them, which is not how its JSON does. */
final class NetworkFields {
  private NetworkFields() {}

  /** As podman does, an object that is asked for as JSON is laid out as without a template. */
  static boolean isJson(String format) {
    String text = format.strip();
    if (!text.startsWith("{{") || !text.endsWith("}}")) {
      return OutputFormat.isJson(text);
    }
    String inside = text.substring(2, text.length() - 2).strip();
    return inside.equals("json") || (inside.startsWith("json") && inside.endsWith(" ."));
  }

  /** Returns the fields that inspect has. */
  static Map<String, Object> of(String inspection, long created) {
    Map<String, Object> json = Json.parseObject(inspection);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Name", json.get("name"));
    fields.put("ID", json.get("id"));
    fields.put("Driver", json.get("driver"));
    fields.put("NetworkInterface", json.getOrDefault("network_interface", ""));
    fields.put("Created", TimeText.go(created));
    fields.put("Subnets", subnets(Json.array(json, "subnets")));
    fields.put("Routes", routes(Json.array(json, "routes")));
    fields.put("IPv6Enabled", json.get("ipv6_enabled"));
    fields.put("Internal", json.get("internal"));
    fields.put("DNSEnabled", json.get("dns_enabled"));
    fields.put("NetworkDNSServers", Json.array(json, "network_dns_servers"));
    fields.put("Labels", Json.object(json, "labels"));
    fields.put("Options", Json.object(json, "options"));
    fields.put("IPAMOptions", Json.object(json, "ipam_options"));
    return fields;
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static List<Object> subnets(List<Object> found) {
    List<Object> subnets = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> json = (Map<String, Object>) found.get(i);
      Map<String, Object> subnet = new LinkedHashMap<>();
      subnet.put("Subnet", json.get("subnet"));
      subnet.put("Gateway", json.getOrDefault("gateway", ""));
      subnet.put("LeaseRange", range(Json.object(json, "lease_range")));
      subnets.add(subnet);
    }
    return subnets;
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static List<Object> routes(List<Object> found) {
    List<Object> routes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> json = (Map<String, Object>) found.get(i);
      Map<String, Object> route = new LinkedHashMap<>();
      route.put("Destination", json.get("destination"));
      route.put("Gateway", json.get("gateway"));
      route.put("Metric", json.get("metric"));
      routes.add(route);
    }
    return routes;
  }

  private static @Nullable Map<String, Object> range(Map<String, Object> json) {
    if (json.isEmpty()) {
      return null;
    }
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("StartIP", json.getOrDefault("start_ip", ""));
    range.put("EndIP", json.getOrDefault("end_ip", ""));
    return range;
  }

  /** Returns the fields that a list has: the same, with a short id and labels as one text. */
  static Map<String, Object> ofList(NetworkSummary network, String inspection, boolean whole) {
    Map<String, Object> fields = of(inspection, network.created());
    fields.put("ID", id(network, whole));
    StringBuilder labels = new StringBuilder();
    for (Map.Entry<String, String> label : network.labels().entrySet()) {
      labels.append(labels.length() > 0 ? "," : "").append(label.getKey()).append('=');
      labels.append(label.getValue());
    }
    fields.put("Labels", labels.toString());
    return fields;
  }

  /** Returns the id, or what lists show of it. */
  static String id(NetworkSummary network, boolean whole) {
    return whole ? network.id() : network.id().substring(0, 12);
  }
}
