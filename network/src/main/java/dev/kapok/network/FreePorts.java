package dev.kapok.network;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/** Chooses ports of the host where the user left that open. */
public final class FreePorts {
  private static final int DEFAULT_FIRST = 32768;
  private static final int DEFAULT_LAST = 60999;

  private FreePorts() {}

  /**
   * Returns the first of {@code count} consecutive ports of the kernel's range for such choices
   * that nobody listens on now. Another program may be faster: whoever then publishes it fails.
   *
   * @param protocol "tcp" or "udp"
   * @throws NetworkException where there is no such range
   */
  public static int choose(String hostIp, int count, String protocol) {
    List<String> range = TextFiles.words(TextFiles.read("/proc/sys/net/ipv4/ip_local_port_range"));
    int first = range.size() == 2 ? Ipv4.number(range.get(0), 65535) : DEFAULT_FIRST;
    int last = range.size() == 2 ? Ipv4.number(range.get(1), 65535) : DEFAULT_LAST;
    return choose(ListeningPorts.read(protocol), hostIp, count, first, last, random());
  }

  /**
   * Makes sure that nobody listens on these ports; for who leads them away without listening.
   *
   * @throws NetworkException FAILED where a port is taken, INVALID for one that is none
   */
  public static void require(List<PublishedPort> ports) {
    PortChecks.check(ports, "a network", true);
    for (int i = 0; i < ports.size(); i++) {
      PublishedPort port = ports.get(i);
      ListeningPorts taken = ListeningPorts.read(port.protocol());
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
