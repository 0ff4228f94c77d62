package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.cni.CniResult;
import dev.kapok.network.link.LinkBatch;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Tools;
import dev.kapok.sys.process.ProcessResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interface within the container: its addresses and routes.
 *
 * <p>IPv6 addresses are usable at once: they are fresh on their link, nobody is asked whether they
 * have them too (DAD, RFC 4862).
 */
final class ContainerLink {
  /** $0 is the interface. */
  private static final String ENABLE_IPV6 =
      "for i in all \"$0\"; do echo 0 > \"/proc/sys/net/ipv6/conf/$i/disable_ipv6\"; done";

  private final Tools tools;
  private final String netns;
  private final String name;

  ContainerLink(Tools tools, String netns, String name) {
    this.tools = tools;
    this.netns = netns;
    this.name = name;
  }

  /** Switches the interface on without an address. */
  void up() {
    new LinkBatch(tools, netns).add("link set dev " + name + " up").run();
  }

  /** Gives the interface its addresses and routes; returns its hardware address. */
  String configure(CniResult result, List<Map<String, Object>> routes) {
    ContainerRoutes ways = new ContainerRoutes(routes, name);
    LinkBatch.Outcome outcome = batch(result, ways).attempt();
    String failed = outcome.failed();
    // That is how the kernel refuses IPv6 addresses where IPv6 is switched off.
    if (failed != null && failed.indexOf(':') >= 0 && outcome.reason().contains("denied")) {
      enableIpv6();
      outcome = batch(result, ways).attempt();
    }
    while (outcome.failed() != null && ways.giveWay(outcome)) {
      outcome = batch(result, ways).attempt();
    }
    if (outcome.failed() != null) {
      throw new LinkException("ip " + outcome.failed() + ": " + outcome.reason());
    }
    return String.valueOf(outcome.shown().get(0).get("address"));
  }

  private LinkBatch batch(CniResult result, ContainerRoutes routes) {
    LinkBatch batch = new LinkBatch(tools, netns);
    batch.add("link set dev " + name + " up");
    for (int i = 0; i < result.ips().size(); i++) {
      batch.add(
          "addr replace "
              + address(InterfaceAddress.of(result.ips().get(i).address()))
              + " dev "
              + name);
    }
    routes.write(batch);
    return batch.add("link show dev " + name);
  }

  /** Writes an address with what goes with its family. */
  static String address(InterfaceAddress address) {
    return address + (address.isIpv6() ? " nodad" : " brd +");
  }

  private void enableIpv6() {
    ProcessResult result = tools.run(netns, List.of("sh", "-c", ENABLE_IPV6, name), "");
    if (!result.ok()) {
      throw new LinkException("switch IPv6 on for " + name + ": " + result.stderr().trim());
    }
  }

  /** Returns what differs from the addresses and routes given; null where nothing does. */
  @Nullable String difference(CniResult result, int index) {
    LinkBatch.Outcome outcome = new LinkBatch(tools, netns).add("addr show dev " + name).attempt();
    if (outcome.failed() != null || outcome.shown().isEmpty()) {
      return "interface " + name + " is missing in the container";
    }
    Map<String, Object> link = outcome.shown().get(0);
    String mac = result.interfaces().get(index).mac();
    if (!mac.isEmpty() && !mac.equalsIgnoreCase(String.valueOf(link.get("address")))) {
      return "interface "
          + name
          + " has the hardware address "
          + link.get("address")
          + " instead of "
          + mac;
    }
    for (int i = 0; i < result.ips().size(); i++) {
      CniResult.Ip ip = result.ips().get(i);
      if ((ip.index() < 0 || ip.index() == index) && !Shown.hasAddress(link, ip.address())) {
        return "interface " + name + " does not have the address " + ip.address();
      }
    }
    return missingRoute(result);
  }

  private @Nullable String missingRoute(CniResult result) {
    for (int i = 0; i < result.routes().size(); i++) {
      InterfaceAddress wanted = InterfaceAddress.of(result.routes().get(i).dst());
      String family = wanted.isIpv6() ? "-6" : "-4";
      String to = wanted.subnet().toString();
      ProcessResult shown =
          tools.run(netns, List.of("ip", family, "-o", "route", "show", "to", "exact", to), "");
      if (!shown.ok() || shown.stdout().isBlank()) {
        return "the route to " + to + " is missing in the container";
      }
    }
    return null;
  }
}
