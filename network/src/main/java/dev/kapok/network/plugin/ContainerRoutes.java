package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.link.LinkBatch;
import java.util.List;
import java.util.Map;

/**
 * The routes that go by one interface of a container.
 *
 * <p>Where several networks have a route to the same place, as to all by default, that of the first
 * network is used; the others' wait behind it with a larger metric, and go on when it is
 * disconnected.
 */
final class ContainerRoutes {
  private static final String ADD = "route add ";

  /** The kernel gives IPv6 routes 1024, IPv4 routes 0; there are no more networks than these. */
  private static final int IPV6_METRIC = 1024;

  private static final int IPV4_METRIC = 100;
  private static final int MOST = 256;

  private final List<Map<String, Object>> routes;
  private final String link;

  /** How many others to the same place each of them waits behind. */
  private final int[] others;

  /** Whether the interface has it. */
  private final boolean[] placed;

  ContainerRoutes(List<Map<String, Object>> routes, String link) {
    this.routes = routes;
    this.link = link;
    this.others = new int[routes.size()];
    this.placed = new boolean[routes.size()];
  }

  /** Adds the commands that make the routes. */
  void write(LinkBatch batch) {
    for (int i = 0; i < routes.size(); i++) {
      batch.add(command(i));
    }
  }

  /**
   * Puts a route behind one that is there already.
   *
   * @return whether that was why the commands failed, so that they are to be tried again
   */
  boolean giveWay(LinkBatch.Outcome outcome) {
    String failed = String.valueOf(outcome.failed());
    if (!failed.startsWith(ADD) || !outcome.reason().contains("File exists")) {
      return false;
    }
    for (int i = 0; i < routes.size(); i++) {
      if (command(i).equals(failed)) {
        others[i]++;
        return others[i] < MOST;
      }
      // The commands before the one that failed were carried out.
      placed[i] = true;
    }
    return false;
  }

  private String command(int index) {
    boolean first = routes.get(index).get("table") == null && !placed[index];
    return (first ? ADD : "route replace ") + text(index);
  }

  private String text(int index) {
    Map<String, Object> route = routes.get(index);
    InterfaceAddress to = InterfaceAddress.of(String.valueOf(route.get("dst")));
    StringBuilder text = new StringBuilder();
    text.append(to);
    if (route.get("gw") instanceof String gateway && !gateway.isEmpty()) {
      text.append(" via ").append(gateway);
    }
    text.append(" dev ").append(link);
    long metric = metric(route, to.isIpv6(), others[index]);
    if (metric > 0) {
      text.append(" metric ").append(metric);
    }
    number(route, "table", " table ", text);
    number(route, "mtu", " mtu ", text);
    number(route, "advmss", " advmss ", text);
    return text.toString();
  }

  /** Returns 0 where the kernel's own is fine. */
  private static long metric(Map<String, Object> route, boolean ipv6, int others) {
    if (route.get("priority") instanceof Long chosen && chosen > 0) {
      return chosen + others;
    }
    return others == 0 ? 0 : (ipv6 ? IPV6_METRIC : IPV4_METRIC) + others;
  }

  private static void number(
      Map<String, Object> route, String name, String word, StringBuilder text) {
    if (route.get(name) instanceof Long value && value > 0) {
      text.append(word).append(value.longValue());
    }
  }
}
