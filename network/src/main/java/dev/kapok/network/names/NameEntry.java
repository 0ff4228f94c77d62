package dev.kapok.network.names;

import dev.kapok.network.address.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A container on one network.
 *
 * @param network its name
 * @param listen the addresses of the host on this network, where names are asked for
 * @param upstream whom to ask for all other names, empty for the host's servers
 * @param containerId the whole id
 * @param addresses of the container on this network, of either family
 * @param names without blank and comma
 * @param servers as {@code upstream}, of this container only
 */
public record NameEntry(
    String network,
    List<String> listen,
    List<String> upstream,
    String containerId,
    List<String> addresses,
    List<String> names,
    List<String> servers) {
  /** Copies the lists. */
  public NameEntry {
    listen = List.copyOf(listen);
    upstream = addresses(upstream);
    addresses = List.copyOf(addresses);
    names = List.copyOf(names);
    servers = addresses(servers);
  }

  /** Returns the first line of the network's file. */
  String head() {
    return head(joined(listen), upstream);
  }

  /** Returns a first line; what is no address among {@code upstream} is left out. */
  static String head(String listen, List<String> upstream) {
    List<String> servers = addresses(upstream);
    return servers.isEmpty() ? listen : listen + " " + joined(servers);
  }

  /** Returns the container's line. */
  String line() {
    StringBuilder ipv4 = new StringBuilder();
    StringBuilder ipv6 = new StringBuilder();
    for (int i = 0; i < addresses.size(); i++) {
      StringBuilder family = addresses.get(i).indexOf(':') >= 0 ? ipv6 : ipv4;
      family.append(family.isEmpty() ? "" : ",").append(addresses.get(i));
    }
    String line = containerId + " " + ipv4 + " " + ipv6 + " " + joined(names);
    return servers.isEmpty() ? line : line + " " + joined(servers);
  }

  /** Another word in their place, "none", has aardvark-dns refuse the whole file. */
  private static List<String> addresses(List<String> words) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (IpAddress.parse(words.get(i)) != null) {
        addresses.add(words.get(i));
      }
    }
    return List.copyOf(addresses);
  }

  private static String joined(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : ",").append(words.get(i));
    }
    return text.toString();
  }
}
