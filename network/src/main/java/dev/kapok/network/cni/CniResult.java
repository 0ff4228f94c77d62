package dev.kapok.network.cni;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ADD led to; reads the shapes of 0.3.0 to 1.1.0 (0.3 and 0.4 name the family of each
 * address, 1.1 has "mtu", "socketPath", "pciID"). What nobody here needs stays in {@code raw}.
 *
 * @param interfaces on the host and in the container, in the plugins' order
 * @param ips addresses
 * @param routes in the container
 * @param dns what the network says of names
 * @param raw the whole result, to be passed on as prevResult
 */
public record CniResult(
    List<Interface> interfaces,
    List<Ip> ips,
    List<Route> routes,
    Dns dns,
    Map<String, Object> raw) {
  /** Nothing. */
  public static final CniResult EMPTY =
      new CniResult(List.of(), List.of(), List.of(), Dns.NONE, Map.of());

  /** Copies the collections, in their order. */
  public CniResult {
    interfaces = List.copyOf(interfaces);
    ips = List.copyOf(ips);
    routes = List.copyOf(routes);
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }

  /**
   * An interface.
   *
   * @param mac its hardware address, "" where unknown
   * @param sandbox the namespace it is in, "" for the host's
   * @param mtu 0 where unknown
   */
  public record Interface(String name, String mac, String sandbox, long mtu) {}

  /**
   * An address.
   *
   * @param address with prefix length, "10.89.0.2/24"
   * @param gateway null for none
   * @param index of its interface in {@link CniResult#interfaces}, −1 where that is not said
   */
  public record Ip(String address, @Nullable String gateway, int index) {
    /** Returns the address without its prefix length. */
    public String host() {
      int slash = address.indexOf('/');
      return slash < 0 ? address : address.substring(0, slash);
    }

    /** Returns the prefix length; 0 where there is none. */
    public int prefix() {
      int slash = address.indexOf('/');
      try {
        return slash < 0 ? 0 : Integer.parseInt(address.substring(slash + 1));
      } catch (NumberFormatException _) {
        return 0;
      }
    }

    /** Tells whether it is an IPv6 address. */
    public boolean isIpv6() {
      return address.indexOf(':') >= 0;
    }
  }

  /**
   * A route.
   *
   * @param dst its destination with prefix length
   * @param gw null for the gateway of the address
   */
  public record Route(String dst, @Nullable String gw) {}

  /**
   * Names.
   *
   * @param domain "" for none
   */
  public record Dns(
      List<String> nameservers, String domain, List<String> search, List<String> options) {
    /** Nothing is said. */
    public static final Dns NONE = new Dns(List.of(), "", List.of(), List.of());

    /** Copies the lists. */
    public Dns {
      nameservers = List.copyOf(nameservers);
      search = List.copyOf(search);
      options = List.copyOf(options);
    }
  }

  /**
   * Reads a result.
   *
   * @throws JsonException where a member is of the wrong kind
   */
  public static CniResult of(Map<String, Object> raw) {
    List<Interface> interfaces = new ArrayList<>();
    List<Object> found = Json.array(raw, "interfaces");
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> one = member(found.get(i), "interfaces");
      interfaces.add(
          new Interface(
              text(one, "name"),
              text(one, "mac"),
              text(one, "sandbox"),
              Json.number(one, "mtu", 0)));
    }
    List<Ip> ips = new ArrayList<>();
    found = Json.array(raw, "ips");
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> one = member(found.get(i), "ips");
      int index = (int) Json.number(one, "interface", -1);
      ips.add(new Ip(text(one, "address"), Json.string(one, "gateway"), index));
    }
    List<Route> routes = new ArrayList<>();
    found = Json.array(raw, "routes");
    for (int i = 0; i < found.size(); i++) {
      Map<String, Object> one = member(found.get(i), "routes");
      routes.add(new Route(text(one, "dst"), Json.string(one, "gw")));
    }
    Map<String, Object> dns = Json.object(raw, "dns");
    return new CniResult(
        interfaces,
        ips,
        routes,
        new Dns(
            Json.strings(dns, "nameservers"),
            text(dns, "domain"),
            Json.strings(dns, "search"),
            Json.strings(dns, "options")),
        raw);
  }

  private static String text(Map<String, Object> object, String name) {
    String text = Json.string(object, name);
    return text == null ? "" : text;
  }

  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static Map<String, Object> member(@Nullable Object value, String name) {
    if (!(value instanceof Map)) {
      throw new JsonException("the member " + name + " is not an array of objects", -1);
    }
    return (Map<String, Object>) value;
  }
}
