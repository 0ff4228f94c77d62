package dev.kapok.network.definition;

import java.util.List;

/**
 * How containers of a network get their addresses.
 *
 * @param driver "host-local" (from the subnets), "dhcp" (from a server of the outside) or "none";
 *     in others' lists whatever they say
 * @param subnets of host-local, else empty; at most one lease of each for a container
 * @param routes that containers get besides the default one, of host-local; else empty
 * @param ipv6 whether there are addresses of IPv6
 */
public record Addressing(
    String driver, List<SubnetSpec> subnets, List<RouteSpec> routes, boolean ipv6) {
  /** Addresses come from the subnets, by the plugin host-local. */
  public static final String HOST_LOCAL = "host-local";

  /** Addresses come from a DHCP server. */
  public static final String DHCP = "dhcp";

  /** There are no addresses. */
  public static final String NONE = "none";

  /** Copies the lists. */
  public Addressing {
    subnets = List.copyOf(subnets);
    routes = List.copyOf(routes);
  }
}
