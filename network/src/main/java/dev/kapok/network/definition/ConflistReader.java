package dev.kapok.network.definition;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a network from a CNI configuration list.
 *
 * <p>What plugins are told counts as they are told it, so that a list that was edited by hand shows
 * what it does; the rest comes from the engine's own member, where the list has one.
 */
final class ConflistReader {
  private final String name;
  private final Map<String, Object> list;
  private final Map<String, Object> own;
  private final Map<String, Object> plugin;

  private ConflistReader(NetworkList list) {
    this.name = list.name();
    this.list = list.raw();
    this.own = Json.object(this.list, ConflistWriter.OWN);
    this.plugin = list.plugins().getFirst().raw();
  }

  /**
   * Reads a list.
   *
   * @param created when the file was written, for lists that do not say when the network was made
   * @throws JsonException where the first plugin's members are not what the known ones have
   */
  static NetworkSpec read(NetworkList list, long created) {
    return new ConflistReader(list).spec(created, list.plugins().getFirst().type());
  }

  private NetworkSpec spec(long created, String type) {
    String id = Json.string(own, "id");
    return new NetworkSpec(
        name,
        id == null || !NetworkNames.isId(id) ? NetworkNames.idOf(name) : id,
        type,
        networkInterface(),
        Json.number(own, "created", created),
        addressing(),
        own.isEmpty() ? !routed() : Json.flag(own, "internal"),
        Json.flag(own, "dns"),
        Json.strings(own, "dnsServers"),
        texts(own.isEmpty() ? "podman_labels" : "labels"),
        options());
  }

  private String networkInterface() {
    String bridge = Json.string(plugin, "bridge");
    String name = bridge == null ? Json.string(plugin, "master") : bridge;
    return name == null ? "" : name;
  }

  /** A bridge that is no gateway leads nowhere. */
  private boolean routed() {
    return !DriverOptions.BRIDGE.equals(plugin.get("type"))
        || Json.flag(plugin, "isGateway")
        || Json.flag(plugin, "isDefaultGateway");
  }

  private Map<String, String> texts(String name) {
    Map<String, Object> from = own.isEmpty() ? Json.object(list, "args") : own;
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Object> text : Json.object(from, name).entrySet()) {
      if (text.getValue() instanceof String value) {
        texts.put(text.getKey(), value);
      }
    }
    return texts;
  }

  private Map<String, String> options() {
    Map<String, String> options = texts(own.isEmpty() ? "podman_options" : "options");
    for (String number : new String[] {"mtu", "vlan"}) {
      long value = Json.number(plugin, number, 0);
      if (value != 0) {
        options.put(number, Long.toString(value));
      } else {
        options.remove(number);
      }
    }
    String mode = Json.string(plugin, "mode");
    if (mode != null) {
      options.put("mode", mode);
    }
    return options;
  }

  private Addressing addressing() {
    Map<String, Object> ipam = Json.object(plugin, "ipam");
    String type = Json.string(ipam, "type");
    List<SubnetSpec> subnets = new ArrayList<>();
    if (Json.string(ipam, "subnet") != null) {
      subnets.add(subnet(ipam));
    }
    List<Object> sets = Json.array(ipam, "ranges");
    for (int i = 0; i < sets.size(); i++) {
      addSet(subnets, sets.get(i));
    }
    boolean ipv6 = Json.flag(own, "ipv6");
    for (int i = 0; i < subnets.size(); i++) {
      ipv6 |= subnets.get(i).subnet().isIpv6();
    }
    String driver = type == null || type.isEmpty() ? Addressing.NONE : type;
    return new Addressing(driver, subnets, routes(ipam), ipv6);
  }

  /** Those without a gateway of their own are default ones, or what only the plugin knows. */
  private static List<RouteSpec> routes(Map<String, Object> ipam) {
    List<RouteSpec> routes = new ArrayList<>();
    List<Object> raw = Json.array(ipam, "routes");
    for (int i = 0; i < raw.size(); i++) {
      if (raw.get(i) instanceof Map<?, ?> route
          && route.get("dst") instanceof String dst
          && route.get("gw") instanceof String gw) {
        Subnet destination = Subnet.parse(dst);
        IpAddress gateway = IpAddress.parse(gw);
        if (destination != null && gateway != null) {
          long metric = route.get("priority") instanceof Long priority ? priority : 0;
          routes.add(new RouteSpec(destination, gateway, metric));
        }
      }
    }
    return routes;
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static void addSet(List<SubnetSpec> subnets, @Nullable Object set) {
    if (!(set instanceof List<?> ranges)) {
      throw new JsonException("the member ranges is not an array of arrays", -1);
    }
    for (int i = 0; i < ranges.size(); i++) {
      if (!(ranges.get(i) instanceof Map<?, ?> range)) {
        throw new JsonException("a range is not an object", -1);
      }
      subnets.add(subnet((Map<String, Object>) range));
    }
  }

  private static SubnetSpec subnet(Map<String, Object> range) {
    String text = Json.string(range, "subnet");
    Subnet subnet = text == null ? null : Subnet.parse(text);
    if (subnet == null) {
      throw new JsonException("a range has no subnet ADDRESS/PREFIX", -1);
    }
    return new SubnetSpec(
        subnet,
        address(range, "gateway"),
        address(range, "rangeStart"),
        address(range, "rangeEnd"));
  }

  private static @Nullable IpAddress address(Map<String, Object> range, String name) {
    String text = Json.string(range, name);
    IpAddress address = text == null || text.isEmpty() ? null : IpAddress.parse(text);
    if (address == null && text != null && !text.isEmpty()) {
      throw new JsonException("the member " + name + " is no address", -1);
    }
    return address;
  }
}
