package dev.kapok.network;

import java.util.List;

/**
 * What a network namespace shall be connected to.
 *
 * @param netnsPath the file that the namespace is bound to
 * @param options as typed after {@code --network=pasta:} or {@code slirp4netns:}, one an entry
 * @param ports that are published
 * @param runDir an existing folder of this container's own, for the helper's pid, log and socket
 * @param morePorts whether ports are published later on as well, which slirp4netns alone can do
 */
public record NetworkRequest(
    String netnsPath,
    List<String> options,
    List<PublishedPort> ports,
    String runDir,
    boolean morePorts) {
  /** Describes one whose ports are all known. */
  public NetworkRequest(
      String netnsPath, List<String> options, List<PublishedPort> ports, String runDir) {
    this(netnsPath, options, ports, runDir, false);
  }

  /** Copies the lists. */
  public NetworkRequest {
    options = List.copyOf(options);
    ports = List.copyOf(ports);
  }

  /** Tells whether the helper listens on the host, now or later. */
  boolean listens() {
    return morePorts || !ports.isEmpty();
  }
}
