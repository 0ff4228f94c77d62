package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a container reaches the world and is reached.
 *
 * @param mode how its network namespace comes into being
 * @param target the other container's id for CONTAINER, the namespace's path for PATH, else null
 * @param options of pasta or slirp4netns, as typed after the colon
 * @param ports that are published
 * @param dnsServers that replace the host's; "none" leaves resolv.conf alone
 * @param hosts {@code name:address} entries for /etc/hosts
 * @param manageHosts false with {@code --no-hosts}
 * @param networks for BRIDGE, in the order in which they are connected; else empty
 */
public record NetworkConfig(
    Mode mode,
    @Nullable String target,
    List<String> options,
    List<PortMapping> ports,
    List<String> dnsServers,
    List<String> dnsSearch,
    List<String> dnsOptions,
    List<String> hosts,
    boolean manageHosts,
    List<NetworkAttachment> networks) {
  /** Copies the lists. */
  public NetworkConfig {
    options = List.copyOf(options);
    ports = List.copyOf(ports);
    dnsServers = List.copyOf(dnsServers);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
    hosts = List.copyOf(hosts);
    networks = List.copyOf(networks);
  }

  /** Describes what is connected to no defined network. */
  public NetworkConfig(
      Mode mode,
      @Nullable String target,
      List<String> options,
      List<PortMapping> ports,
      List<String> dnsServers,
      List<String> dnsSearch,
      List<String> dnsOptions,
      List<String> hosts,
      boolean manageHosts) {
    this(
        mode,
        target,
        options,
        ports,
        dnsServers,
        dnsSearch,
        dnsOptions,
        hosts,
        manageHosts,
        List.of());
  }

  /** Returns this with other networks. */
  public NetworkConfig in(List<NetworkAttachment> others) {
    return new NetworkConfig(
        mode,
        target,
        options,
        ports,
        dnsServers,
        dnsSearch,
        dnsOptions,
        hosts,
        manageHosts,
        others);
  }

  /** Returns this in the network namespace of another container. */
  public NetworkConfig joining(String container) {
    return new NetworkConfig(
        Mode.CONTAINER,
        container,
        List.of(),
        ports,
        dnsServers,
        dnsSearch,
        dnsOptions,
        hosts,
        manageHosts);
  }

  /** Returns this with other ports. */
  public NetworkConfig publishing(List<PortMapping> others) {
    return new NetworkConfig(
        mode,
        target,
        options,
        others,
        dnsServers,
        dnsSearch,
        dnsOptions,
        hosts,
        manageHosts,
        networks);
  }

  /**
   * Where the network namespace comes from. DEFAULT is resolved when the container is created;
   * BRIDGE is connected to defined networks, whatever their driver.
   */
  public enum Mode {
    DEFAULT,
    NONE,
    HOST,
    PASTA,
    SLIRP4NETNS,
    CONTAINER,
    PATH,
    BRIDGE
  }
}
