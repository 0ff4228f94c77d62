package dev.kapok.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a container's /etc/hosts (hosts(5)).
 *
 * @param base lines to begin with, "" for none
 * @param address the container's own address, null where it has none of its own
 * @param names the container's host name and other names, first the one that its address maps to
 * @param hostAddress what host.containers.internal, host.docker.internal and "host-gateway" mean,
 *     null where the host cannot be reached
 * @param added {@code name[;name…]:address} entries; the address may be "host-gateway"
 */
public record HostsFile(
    String base,
    @Nullable String address,
    List<String> names,
    @Nullable String hostAddress,
    List<String> added) {
  /** Copies the lists. */
  public HostsFile {
    names = List.copyOf(names);
    added = List.copyOf(added);
  }

  /**
   * Returns the file's text.
   *
   * @throws NetworkException for an entry that is none
   */
  public String render() {
    return base;
  }
}
