package dev.kapok.network.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as it is defined.
 *
 * @param name unique among all networks
 * @param id 64 hexadecimal digits
 * @param driver "bridge", "macvlan" or "ipvlan"; in others' lists the type of the first plugin
 * @param networkInterface the bridge's name, or the interface that macvlan and ipvlan share; ""
 *     where the plugin chooses
 * @param created in nanoseconds since the epoch
 * @param addressing how containers get addresses
 * @param internal whether there is no way from it to the outside
 * @param dnsEnabled whether containers on it find each other by name
 * @param dnsServers whom to ask for all other names; empty for the host's
 * @param labels in the order they were given
 * @param options of the driver, by their names: mtu, vlan …
 */
public record NetworkSpec(
    String name,
    String id,
    String driver,
    String networkInterface,
    long created,
    Addressing addressing,
    boolean internal,
    boolean dnsEnabled,
    List<String> dnsServers,
    Map<String, String> labels,
    Map<String, String> options) {
  /** Copies the collections; they keep their order. */
  public NetworkSpec {
    dnsServers = List.copyOf(dnsServers);
    labels = new LinkedHashMap<>(labels);
    options = new LinkedHashMap<>(options);
  }

  /** Returns the subnets. */
  public List<SubnetSpec> subnets() {
    return addressing.subnets();
  }
}
