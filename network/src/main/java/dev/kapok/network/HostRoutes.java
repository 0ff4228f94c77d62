package dev.kapok.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host's way to the outside, as far as helpers depend on it, from /proc/net (proc(5)).
 *
 * @param reachable whether there is a default route, of IPv4 or IPv6
 * @param gateway of the IPv4 default route, null where it has none
 * @param address that this host has on the interface of the IPv4 default route, null where unknown
 */
record HostRoutes(boolean reachable, @Nullable String gateway, @Nullable String address) {
  private static final int RTF_UP = 0x1;
  private static final int RTF_REJECT = 0x200;
  private static final String IPV6_ANY = "00000000000000000000000000000000";

  /** Reads the routes of this process's network namespace. */
  static HostRoutes read() {
    return parse(
        TextFiles.read("/proc/net/route"),
        TextFiles.read("/proc/net/fib_trie"),
        TextFiles.read("/proc/net/ipv6_route"));
  }

  /** Reads the texts of /proc/net/route, fib_trie and ipv6_route. */
  static HostRoutes parse(String route, String fibTrie, String ipv6Route) {
    List<String> lines = TextFiles.split(route, '\n');
    List<String> best = best(lines);
    if (best == null) {
      return new HostRoutes(hasIpv6Default(ipv6Route), null, null);
    }
    long gateway = Ipv4.fromProc(best.get(2));
    return new HostRoutes(
        true,
        gateway == 0 ? null : Ipv4.format(gateway),
        addressOn(best.get(0), lines, TextFiles.split(fibTrie, '\n')));
  }

  /** Returns the fields of the default route, of which the first is its device; or null. */
  static @Nullable List<String> best(List<String> lines) {
    List<String> best = null;
    for (int i = 1; i < lines.size(); i++) {
      List<String> fields = TextFiles.words(lines.get(i));
      if (isDefault(fields) && (best == null || metric(fields) < metric(best))) {
        best = fields;
      }
    }
    return best;
  }

  private static boolean isDefault(List<String> fields) {
    return fields.size() >= 8
        && fields.get(1).equals("00000000")
        && fields.get(7).equals("00000000")
        && (Integer.parseInt(fields.get(3), 16) & RTF_UP) != 0
        && (Integer.parseInt(fields.get(3), 16) & RTF_REJECT) == 0;
  }

  private static int metric(List<String> fields) {
    return Ipv4.number(fields.get(6), Integer.MAX_VALUE);
  }

  /** The trie does not name interfaces: the address is the local one within the interface's net. */
  private static @Nullable String addressOn(String device, List<String> routes, List<String> trie) {
    for (int i = 1; i < routes.size(); i++) {
      List<String> fields = TextFiles.words(routes.get(i));
      if (fields.size() >= 8 && fields.get(0).equals(device)) {
        long net = Ipv4.fromProc(fields.get(1));
        long mask = Ipv4.fromProc(fields.get(7));
        String address = mask == 0 ? null : localAddress(trie, net, mask);
        if (address != null) {
          return address;
        }
      }
    }
    return null;
  }

  private static @Nullable String localAddress(List<String> trie, long net, long mask) {
    for (int i = 1; i < trie.size(); i++) {
      if (trie.get(i).endsWith("/32 host LOCAL")) {
        List<String> words = TextFiles.words(trie.get(i - 1));
        String address = words.isEmpty() ? "" : words.getLast();
        long parsed = Ipv4.parse(address);
        if (parsed != Ipv4.NONE && (parsed & mask) == net) {
          return address;
        }
      }
    }
    return null;
  }

  private static boolean hasIpv6Default(String ipv6Route) {
    List<String> lines = TextFiles.split(ipv6Route, '\n');
    for (int i = 0; i < lines.size(); i++) {
      List<String> fields = TextFiles.words(lines.get(i));
      if (fields.size() >= 10
          && fields.get(0).equals(IPV6_ANY)
          && fields.get(1).equals("00")
          && !fields.get(9).equals("lo")
          && (Long.parseLong(fields.get(8), 16) & RTF_REJECT) == 0) {
        return true;
      }
    }
    return false;
  }
}
