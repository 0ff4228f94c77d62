package dev.kapok.network;

import java.util.List;

/** What every helper demands of published ports, and why publishing one failed. */
final class PortChecks {
  private static final int MAX_PORTS = 4_096;
  private static final int DEFAULT_UNPRIVILEGED_START = 1024;

  private PortChecks() {}

  /** Refuses what no helper can do. */
  static void check(List<PublishedPort> ports, String program) {
    check(ports, program, false);
  }

  /**
   * Refuses what cannot be done.
   *
   * @param sctp whether that protocol is forwarded, too
   */
  static void check(List<PublishedPort> ports, String program, boolean sctp) {
    int all = 0;
    for (int i = 0; i < ports.size(); i++) {
      PublishedPort port = ports.get(i);
      if (!port.protocol().equals("tcp")
          && !port.protocol().equals("udp")
          && !(sctp && port.protocol().equals("sctp"))) {
        throw invalid(port, program + " forwards tcp and udp only");
      }
      if (!inRange(port.hostPort(), port.count()) || !inRange(port.containerPort(), port.count())) {
        throw invalid(port, "ports are numbers from 1 to 65535");
      }
      if (!port.hostIp().isEmpty()
          && Ipv4.parse(port.hostIp()) == Ipv4.NONE
          && !Ipv4.looksLikeIpv6(port.hostIp())) {
        throw invalid(port, port.hostIp() + " is not an address");
      }
      all += port.count();
    }
    if (all > MAX_PORTS) {
      throw new NetworkException(
          NetworkException.Kind.INVALID,
          "publish "
              + all
              + " ports: "
              + program
              + " gets at most "
              + MAX_PORTS
              + "; publish fewer, or use --network=host");
    }
  }

  /** Describes why {@code program} could not listen on one of a range's ports. */
  static NetworkException failure(String program, PublishedPort port, int index, String said) {
    int number = port.hostPort() + index;
    String reason = said;
    if (ListeningPorts.read(port.protocol()).taken(port.hostIp(), number)) {
      reason = "the address is already in use; choose another port, or stop who listens there";
    } else if (number < unprivilegedStart()) {
      reason =
          said
              + "; users may listen from port "
              + unprivilegedStart()
              + " on (as root: sysctl net.ipv4.ip_unprivileged_port_start="
              + number
              + ")";
    }
    return new NetworkException(
        NetworkException.Kind.FAILED,
        "publish port " + listen(port, index) + " by " + program + ": " + reason);
  }

  /** Writes address, port and protocol of a range's port. */
  static String listen(PublishedPort port, int index) {
    String address = port.hostIp().isEmpty() ? "0.0.0.0" : port.hostIp();
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address)
        + ":"
        + (port.hostPort() + index)
        + "/"
        + port.protocol();
  }

  static NetworkException invalid(PublishedPort port, String reason) {
    return new NetworkException(
        NetworkException.Kind.INVALID, "publish port " + listen(port, 0) + ": " + reason);
  }

  private static boolean inRange(int first, int count) {
    return first >= 1 && count >= 1 && first <= 65535 && count <= 65536 - first;
  }

  private static int unprivilegedStart() {
    String text = TextFiles.read("/proc/sys/net/ipv4/ip_unprivileged_port_start").trim();
    int start = Ipv4.number(text, 65535);
    return start < 0 ? DEFAULT_UNPRIVILEGED_START : start;
  }
}
