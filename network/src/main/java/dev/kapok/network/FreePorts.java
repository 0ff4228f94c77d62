package dev.kapok.network;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses ports of the host where the user left that open. */
public final class FreePorts {
  private static final int DEFAULT_FIRST = 32768;
  private static final int DEFAULT_LAST = 60999;

  private FreePorts() {}

  /**
   * Returns the first of {@code count} consecutive ports of the kernel's range for such choices
   * that nobody listens on now. Another program may be faster: whoever then publishes it fails.
   *
   * @param protocol "tcp", "udp" or "sctp"
   * @param others ports that are taken although nobody listens on them
   * @throws NetworkException where there is no such range
   */
  public static int choose(String hostIp, int count, String protocol, List<PublishedPort> others) {
    List<String> range = TextFiles.words(TextFiles.read("/proc/sys/net/ipv4/ip_local_port_range"));
    int first = range.size() == 2 ? Ipv4.number(range.get(0), 65535) : DEFAULT_FIRST;
    int last = range.size() == 2 ? Ipv4.number(range.get(1), 65535) : DEFAULT_LAST;
    ListeningPorts taken = ListeningPorts.read(protocol).and(protocol, others);
    return choose(taken, hostIp, count, first, last, random());
  }

  /**
   * Makes sure that nobody listens on these ports; for who leads them away without listening.
   *
   * @throws NetworkException FAILED where a port is taken, INVALID for one that is none
   */
  public static void require(List<PublishedPort> ports) {
    PortChecks.check(ports, "a network", true);
    Map<String, ListeningPorts> known = new HashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      PublishedPort port = ports.get(i);
      ListeningPorts taken = known.get(port.protocol());
      if (taken == null) {
        taken = ListeningPorts.read(port.protocol());
        known.put(port.protocol(), taken);
      }
      for (int n = 0; n < port.count(); n++) {
        if (taken.taken(port.hostIp(), port.hostPort() + n)) {
          throw new NetworkException(
              NetworkException.Kind.FAILED,
              "publish port "
                  + PortChecks.listen(port, n)
                  + ": the address is already in use; choose another port, or stop who listens"
                  + " there");
        }
      }
    }
  }

  static int choose(
      ListeningPorts taken, String hostIp, int count, int first, int last, int random) {
    int starts = last - first + 2 - count;
    for (int i = 0; i < starts; i++) {
      int candidate = first + Math.floorMod(random + i, starts);
      if (allFree(taken, hostIp, candidate, count)) {
        return candidate;
      }
    }
    throw new NetworkException(
        NetworkException.Kind.FAILED,
        "choose a free port: no "
            + count
            + " consecutive ports between "
            + first
            + " and "
            + last
            + " are free; name the host's port yourself");
  }

  private static boolean allFree(ListeningPorts taken, String hostIp, int first, int count) {
    for (int i = 0; i < count; i++) {
      if (taken.taken(hostIp, first + i)) {
        return false;
      }
    }
    return true;
  }

  private static int random() {
    try (FileInputStream in = new FileInputStream("/dev/urandom")) {
      return in.read() << 16 | in.read() << 8 | in.read();
    } catch (IOException _) {
      return (int) System.nanoTime();
    }
  }
}
