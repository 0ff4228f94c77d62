package dev.kapok.network;

import java.util.List;

/**
 * What a network namespace shall be connected to.
 *
 * @param netnsPath the file that the namespace is bound to
 * @param options as typed after {@code --network=pasta:} or {@code slirp4netns:}, one an entry
 * @param ports that are published
 * @param runDir an existing folder of this container's own, for the helper's pid, log and socket
 */
public record NetworkRequest(
    String netnsPath, List<String> options, List<PublishedPort> ports, String runDir) {
  /** Copies the lists. */
  public NetworkRequest {
    options = List.copyOf(options);
    ports = List.copyOf(ports);
  }
}
