package dev.kapok.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked request, and what the container will see once it is carried out.
 *
 * @param argv the helper and its arguments
 * @param nameservers that answer in the namespace, to stand first in its resolv.conf
 * @param address the container's own IPv4 address, null where it gets none that is known
 * @param hostAddress the address at which the container reaches the host, null where it cannot
 */
public record NetworkPlan(
    NetworkRequest request,
    List<String> argv,
    List<String> nameservers,
    @Nullable String address,
    @Nullable String hostAddress) {
  /** Copies the lists. */
  public NetworkPlan {
    argv = List.copyOf(argv);
    nameservers = List.copyOf(nameservers);
  }
}
