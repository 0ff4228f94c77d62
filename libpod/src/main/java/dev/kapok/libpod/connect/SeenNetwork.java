package dev.kapok.libpod.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container's files say of the networks that it is connected to.
 *
 * @param nameservers that answer in the container; empty for those of the host
 * @param search domains in which names are looked for
 * @param addresses the container's own, the first network's first
 * @param hostAddress at which the container reaches the host, null where it cannot
 * @param asksOthers whether the name servers ask those that the user named for what they do not
 *     know
 */
public record SeenNetwork(
    List<String> nameservers,
    List<String> search,
    List<String> addresses,
    @Nullable String hostAddress,
    boolean asksOthers) {
  /** Copies the lists. */
  public SeenNetwork {
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
    addresses = List.copyOf(addresses);
  }
}
