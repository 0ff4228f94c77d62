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
    boolean manageHosts) {
  /** Copies the lists. */
  public NetworkConfig {
    options = List.copyOf(options);
    ports = List.copyOf(ports);
    dnsServers = List.copyOf(dnsServers);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
    hosts = List.copyOf(hosts);
  }

  /** Where the network namespace comes from. DEFAULT is resolved when the container is created. */
  public enum Mode {
    DEFAULT,
    NONE,
    HOST,
    PASTA,
    SLIRP4NETNS,
    CONTAINER,
    PATH
  }
}
