package dev.kapok.libpod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network to be defined; texts are as users type them.
 *
 * @param name null for a made-up one
 * @param driver "bridge", "macvlan" or "ipvlan"
 * @param networkInterface the bridge's name, null for a made-up one
 * @param addressing what containers' addresses are
 * @param dns whether and how names are known on it
 * @param internal whether there is no way from it to the outside
 * @param options of the driver
 * @param ignore whether a network of this name that is there already is as good
 */
public record NetworkRequest(
    @Nullable String name,
    String driver,
    @Nullable String networkInterface,
    Addressing addressing,
    Dns dns,
    boolean internal,
    Map<String, String> labels,
    Map<String, String> options,
    boolean ignore) {
  /** Copies the maps; they keep their order. */
  public NetworkRequest {
    labels = new LinkedHashMap<>(labels);
    options = new LinkedHashMap<>(options);
  }

  /**
   * Addresses on a network.
   *
   * @param subnets {@code ADDRESS/PREFIX}; empty for one that is free
   * @param gateways the first of the first subnet …
   * @param ranges {@code ADDRESS/PREFIX} or {@code FIRST-LAST}, the first of the first subnet …
   * @param routes that containers get, {@code DESTINATION,GATEWAY[,METRIC]}
   * @param ipv6 whether there is a subnet of IPv6 even where none is named
   * @param ipamDriver "host-local", "dhcp", "none", or null for the driver's usual one
   */
  public record Addressing(
      List<String> subnets,
      List<String> gateways,
      List<String> ranges,
      List<String> routes,
      boolean ipv6,
      @Nullable String ipamDriver) {
    /** Copies the lists. */
    public Addressing {
      subnets = List.copyOf(subnets);
      gateways = List.copyOf(gateways);
      ranges = List.copyOf(ranges);
      routes = List.copyOf(routes);
    }
  }

  /**
   * Names on a network.
   *
   * @param enabled whether containers find each other by name
   * @param servers whom to ask for other names; empty for the host's
   */
  public record Dns(boolean enabled, List<String> servers) {
    /** Copies the list. */
    public Dns {
      servers = List.copyOf(servers);
    }
  }
}
