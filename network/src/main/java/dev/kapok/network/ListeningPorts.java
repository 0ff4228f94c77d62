package dev.kapok.network;

import java.util.List;

/** Ports of this host that somebody listens on, from /proc/net (proc(5)). */
final class ListeningPorts {
  private static final String TCP_LISTEN = "0A";

  /** A UDP socket that is bound and not connected (TCP_CLOSE of the kernel). */
  private static final String UDP_BOUND = "07";

  private static final String IPV4_ANY = "00000000";

  private final String[] tables;
  private final String state;

  private ListeningPorts(String state, String... tables) {
    this.state = state;
    this.tables = tables;
  }

  /** Reads what is taken now, of "tcp" or "udp". */
  static ListeningPorts read(String protocol) {
    return parse(
        protocol,
        TextFiles.read("/proc/net/" + protocol),
        TextFiles.read("/proc/net/" + protocol + "6"));
  }

  /** Reads the texts of /proc/net/tcp and tcp6, or of udp and udp6. */
  static ListeningPorts parse(String protocol, String... tables) {
    return new ListeningPorts(protocol.equals("tcp") ? TCP_LISTEN : UDP_BOUND, tables);
  }

  /**
   * Tells whether someone listens on a port at the same address or at all of them; at any address
   * where {@code hostIp} is "" or of IPv6. A listener of IPv6 counts as one at all addresses, since
   * the tables do not tell whether it takes IPv4 as well.
   */
  boolean taken(String hostIp, int port) {
    long wanted = Ipv4.parse(hostIp);
    for (int t = 0; t < tables.length; t++) {
      List<String> lines = TextFiles.split(tables[t], '\n');
      for (int i = 1; i < lines.size(); i++) {
        List<String> fields = TextFiles.words(lines.get(i));
        if (fields.size() > 3
            && fields.get(3).equals(state)
            && collides(fields.get(1), wanted, port)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean collides(String local, long wanted, int port) {
    int colon = local.indexOf(':');
    if (Integer.parseInt(local.substring(colon + 1), 16) != port) {
      return false;
    }
    String address = local.substring(0, colon);
    if (wanted == Ipv4.NONE || wanted == 0 || address.length() > IPV4_ANY.length()) {
      return true;
    }
    return address.equals(IPV4_ANY) || Ipv4.fromProc(address) == wanted;
  }
}
