package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A defined network that a container is connected to.
 *
 * @param network its name
 * @param interfaceName of the interface in the container; "" for the next free "eth0", "eth1" …
 * @param ips addresses that the container shall have, of either family; empty for any
 * @param mac the hardware address that the interface shall have, null for any
 * @param aliases further names of the container on this network
 */
public record NetworkAttachment(
    String network,
    String interfaceName,
    List<String> ips,
    @Nullable String mac,
    List<String> aliases) {
  /** Copies the lists. */
  public NetworkAttachment {
    ips = List.copyOf(ips);
    aliases = List.copyOf(aliases);
  }
}
