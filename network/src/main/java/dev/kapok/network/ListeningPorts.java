package dev.kapok.network;

import java.util.ArrayList;
import java.util.List;

/** Ports of this host that somebody listens on, from /proc/net (proc(5)). */
final class ListeningPorts {
  private static final String TCP_LISTEN = "0A";

  /** A UDP socket that is bound and not connected (TCP_CLOSE of the kernel). */
  private static final String UDP_BOUND = "07";

  private static final String SCTP = "sctp";

  /** Columns of /proc/net/sctp/eps (net/sctp/proc.c): the port, and the first of the addresses. */
  private static final int SCTP_PORT = 5;

  private static final int SCTP_ADDRESSES = 8;

  private static final int IPV4_DIGITS = 8;
  private static final long EVERY = 0;

  private final List<Listener> listeners = new ArrayList<>();

  private ListeningPorts() {}

  /**
   * Somebody who listens.
   *
   * @param address of IPv4; {@link #EVERY} for all, and for one of IPv6, since the tables do not
   *     tell whether that takes IPv4 as well
   */
  private record Listener(long address, int port) {}

  /** Reads what is taken now, of "tcp", "udp" or "sctp". */
  static ListeningPorts read(String protocol) {
    if (protocol.equals(SCTP)) {
      // Missing where the kernel has not loaded the protocol.
      return parse(protocol, TextFiles.read("/proc/net/sctp/eps"));
    }
    return parse(
        protocol,
        TextFiles.read("/proc/net/" + protocol),
        TextFiles.read("/proc/net/" + protocol + "6"));
  }

  /** Reads the texts of /proc/net/tcp and tcp6, of udp and udp6, or of sctp/eps. */
  static ListeningPorts parse(String protocol, String... tables) {
    ListeningPorts ports = new ListeningPorts();
    for (int t = 0; t < tables.length; t++) {
      List<String> lines = TextFiles.split(tables[t], '\n');
      for (int i = 1; i < lines.size(); i++) {
        ports.add(protocol, TextFiles.words(lines.get(i)));
      }
    }
    return ports;
  }

  private void add(String protocol, List<String> fields) {
    if (protocol.equals(SCTP)) {
      addEndpoint(fields);
      return;
    }
    String state = protocol.equals("tcp") ? TCP_LISTEN : UDP_BOUND;
    if (fields.size() > 3 && fields.get(3).equals(state)) {
      String local = fields.get(1);
      int colon = local.indexOf(':');
      String address = local.substring(0, colon);
      boolean ipv6 = address.length() > IPV4_DIGITS;
      int port = Integer.parseInt(local.substring(colon + 1), 16);
      listeners.add(new Listener(ipv6 ? EVERY : Ipv4.fromProc(address), port));
    }
  }

  private void addEndpoint(List<String> fields) {
    int port = fields.size() > SCTP_ADDRESSES ? Ipv4.number(fields.get(SCTP_PORT), 65535) : 0;
    for (int i = SCTP_ADDRESSES; port > 0 && i < fields.size(); i++) {
      listeners.add(new Listener(address(fields.get(i)), port));
    }
  }

  private static long address(String text) {
    long address = Ipv4.parse(text);
    return address == Ipv4.NONE ? EVERY : address;
  }

  /** Counts these as taken, too. */
  ListeningPorts and(String protocol, List<PublishedPort> others) {
    for (int i = 0; i < others.size(); i++) {
      PublishedPort port = others.get(i);
      for (int n = 0; port.protocol().equals(protocol) && n < port.count(); n++) {
        listeners.add(new Listener(address(port.hostIp()), port.hostPort() + n));
      }
    }
    return this;
  }

  /**
   * Tells whether someone listens on a port at the same address or at all of them; at any address
   * where {@code hostIp} is "" or of IPv6.
   */
  boolean taken(String hostIp, int port) {
    long wanted = address(hostIp);
    for (int i = 0; i < listeners.size(); i++) {
      Listener one = listeners.get(i);
      boolean meets = wanted == EVERY || one.address == EVERY || one.address == wanted;
      if (meets && one.port == port) {
        return true;
      }
    }
    return false;
  }
}
