package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import java.util.ArrayList;
import java.util.List;

/** Reads the routes that a user wants, and makes sure that containers can have them. */
final class RouteChecks {
  private static final String FORMAT =
      ": write <destination in CIDR notation>,<gateway>,<metric (optional)>";

  private final NetworkDraft draft;
  private final List<SubnetSpec> subnets;

  /**
   * Prepares the check.
   *
   * @param subnets of the network
   */
  RouteChecks(NetworkDraft draft, List<SubnetSpec> subnets) {
    this.draft = draft;
    this.subnets = subnets;
  }

  /**
   * Returns the routes.
   *
   * @throws NetworkException INVALID
   */
  List<RouteSpec> complete() {
    List<RouteSpec> routes = new ArrayList<>();
    for (int i = 0; i < draft.routes().size(); i++) {
      RouteSpec route = route(draft.routes().get(i));
      for (int j = 0; j < routes.size(); j++) {
        if (routes.get(j).destination().equals(route.destination())
            && routes.get(j).metric() == route.metric()) {
          throw invalid(
              "route to " + route.destination() + " is given twice: tell them apart by metrics");
        }
      }
      routes.add(route);
    }
    return routes;
  }

  /** Refuses what has no use, for networks whose addresses others give. */
  static void refuse(NetworkDraft draft, String ipam) {
    if (!draft.routes().isEmpty()) {
      throw invalid("routes need subnets, which there are none of with the ipam driver " + ipam);
    }
  }

  private RouteSpec route(String text) {
    int first = text.indexOf(',');
    int second = text.indexOf(',', first + 1);
    if (first < 0 || text.indexOf(',', second < 0 ? text.length() : second + 1) >= 0) {
      throw invalid("invalid route \"" + text + "\"" + FORMAT);
    }
    Subnet destination = destination(text.substring(0, first), text);
    String middle = text.substring(first + 1, second < 0 ? text.length() : second);
    IpAddress gateway = IpAddress.parse(middle);
    if (gateway == null) {
      throw invalid("invalid route \"" + text + "\": \"" + middle + "\" is no gateway" + FORMAT);
    }
    requireReachable(destination, gateway);
    return new RouteSpec(destination, gateway, second < 0 ? 0 : metric(text, second + 1));
  }

  private long metric(String text, int begin) {
    String number = text.substring(begin);
    if (draft.driver().equals(DriverOptions.BRIDGE)) {
      return DriverOptions.number(
          "metric of route " + text, number, 0, DriverOptions.GREATEST_METRIC);
    }
    throw invalid(
        "route \"" + text + "\": the plugins of " + draft.driver() + " networks know no metrics");
  }

  private static Subnet destination(String word, String text) {
    Subnet destination = Subnet.parse(word);
    if (destination == null) {
      throw invalid(
          "invalid route \"" + text + "\": \"" + word + "\" is no ADDRESS/PREFIX" + FORMAT);
    }
    IpAddress address = IpAddress.parse(word.substring(0, word.indexOf('/')));
    if (!destination.network().equals(address)) {
      throw invalid(
          "invalid route \""
              + text
              + "\": the destination has bits behind its prefix: "
              + destination
              + " is meant perhaps");
    }
    return destination;
  }

  /** The kernel takes no gateway that no interface leads to. */
  private void requireReachable(Subnet destination, IpAddress gateway) {
    if (destination.isIpv6() != gateway.isIpv6()) {
      throw invalid("route to " + destination + ": gateway " + gateway + " is of another family");
    }
    for (int i = 0; i < subnets.size(); i++) {
      if (subnets.get(i).subnet().contains(gateway)) {
        return;
      }
    }
    throw invalid(
        "route to "
            + destination
            + ": gateway "
            + gateway
            + " is in none of the network's subnets");
  }

  private static NetworkException invalid(String message) {
    return new NetworkException(Kind.INVALID, message);
  }
}
