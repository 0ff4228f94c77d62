package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.link.LinkBatch;
import java.util.List;
import java.util.Map;

/**
 * The routes that go by one interface of a container.
 *
 * <p>A container on several networks has a default route by each of them: the first network's is
 * used, the others' wait behind it with a larger metric, and go on when it is disconnected.
 */
final class ContainerRoutes {
  private static final String ADD = "route add ";

  /** The kernel gives IPv6 routes 1024, IPv4 routes 0; there are no more networks than these. */
  private static final int IPV6_METRIC = 1024;

  private static final int IPV4_METRIC = 100;
  private static final int MOST = 256;

  private final List<Map<String, Object>> routes;
  private final String link;

  /** How many other default routes there are, for IPv4 and for IPv6. */
  private final int[] others = new int[2];

  /** Whether this interface has its default route, for IPv4 and for IPv6. */
  private final boolean[] placed = new boolean[2];

  ContainerRoutes(List<Map<String, Object>> routes, String link) {
    this.routes = routes;
    this.link = link;
  }

  /** Adds the commands that make the routes. */
  void write(LinkBatch batch) {
    for (int i = 0; i < routes.size(); i++) {
      batch.add(command(routes.get(i)));
    }
  }

  /**
   * Puts a default route behind one that is there already.
   *
   * @return whether that was why the commands failed, so that they are to be tried again
   */
  boolean giveWay(LinkBatch.Outcome outcome) {
    String failed = String.valueOf(outcome.failed());
    if (!failed.startsWith(ADD) || !outcome.reason().contains("File exists")) {
      return false;
    }
    for (int i = 0; i < routes.size(); i++) {
      Map<String, Object> route = routes.get(i);
      int family = isIpv6(route) ? 1 : 0;
      if (command(route).equals(failed)) {
        others[family]++;
        return others[family] < MOST;
      }
      // The commands before the one that failed were carried out.
      placed[family] |= waits(route);
    }
    return false;
  }

  private String command(Map<String, Object> route) {
    boolean first = waits(route) && !placed[isIpv6(route) ? 1 : 0];
    return (first ? ADD : "route replace ") + text(route);
  }

  private String text(Map<String, Object> route) {
    StringBuilder text = new StringBuilder();
    text.append(InterfaceAddress.of(String.valueOf(route.get("dst"))));
    if (route.get("gw") instanceof String gateway && !gateway.isEmpty()) {
      text.append(" via ").append(gateway);
    }
    text.append(" dev ").append(link);
    boolean ipv6 = isIpv6(route);
    int before = others[ipv6 ? 1 : 0];
    if (waits(route) && before > 0) {
      text.append(" metric ").append((ipv6 ? IPV6_METRIC : IPV4_METRIC) + before);
    }
    number(route, "priority", " metric ", text);
    number(route, "table", " table ", text);
    number(route, "mtu", " mtu ", text);
    number(route, "advmss", " advmss ", text);
    return text.toString();
  }

  /** A default route whose metric nobody has chosen. */
  private static boolean waits(Map<String, Object> route) {
    return to(route).subnet().prefix() == 0
        && route.get("priority") == null
        && route.get("table") == null;
  }

  private static boolean isIpv6(Map<String, Object> route) {
    return to(route).isIpv6();
  }

  private static InterfaceAddress to(Map<String, Object> route) {
    return InterfaceAddress.of(String.valueOf(route.get("dst")));
  }

  private static void number(
      Map<String, Object> route, String name, String word, StringBuilder text) {
    if (route.get(name) instanceof Long value && value > 0) {
      text.append(word).append(value.longValue());
    }
  }
}
