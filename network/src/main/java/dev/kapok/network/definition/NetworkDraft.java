package dev.kapok.network.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that a user wants; what is left open is chosen when it is created.
 *
 * @param name null for a made-up one
 * @param networkInterface the bridge's name, null for a made-up one
 * @param subnets as typed, {@code ADDRESS/PREFIX}; empty for one that is free
 * @param gateways as typed, the first for the first subnet …
 * @param ranges as typed, {@code ADDRESS/PREFIX} or {@code FIRST-LAST}, the first for the first
 *     subnet …
 * @param routes as typed, {@code DESTINATION,GATEWAY[,METRIC]}
 * @param ipv6 whether a subnet of IPv6 is added where none is given
 * @param ipamDriver null for the driver's usual one
 * @param options of the driver
 */
public record NetworkDraft(
    @Nullable String name,
    String driver,
    @Nullable String networkInterface,
    List<String> subnets,
    List<String> gateways,
    List<String> ranges,
    List<String> routes,
    boolean ipv6,
    boolean internal,
    boolean dnsEnabled,
    List<String> dnsServers,
    Map<String, String> labels,
    Map<String, String> options,
    @Nullable String ipamDriver) {
  /** Copies the collections; they keep their order. */
  public NetworkDraft {
    subnets = List.copyOf(subnets);
    gateways = List.copyOf(gateways);
    ranges = List.copyOf(ranges);
    routes = List.copyOf(routes);
    dnsServers = List.copyOf(dnsServers);
    labels = new LinkedHashMap<>(labels);
    options = new LinkedHashMap<>(options);
  }
}
