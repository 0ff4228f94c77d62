package dev.kapok.network.definition;

import dev.kapok.network.HostLinks;
import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The options that drivers take, and their values. */
final class DriverOptions {
  static final String BRIDGE = "bridge";
  static final String MACVLAN = "macvlan";
  static final String IPVLAN = "ipvlan";

  /** The drivers there are. */
  static final List<String> DRIVERS = List.of(BRIDGE, MACVLAN, IPVLAN);

  private static final List<String> OF_BRIDGE =
      List.of("isolate", "metric", "mtu", "no_default_route", "vlan");
  private static final List<String> OF_SHARED =
      List.of("mode", "mtu", "no_default_route", "parent");
  private static final List<String> MACVLAN_MODES =
      List.of("bridge", "private", "vepa", "passthru");
  private static final List<String> IPVLAN_MODES = List.of("l2", "l3", "l3s");

  /** The least that every IPv4 link carries (RFC 791, 3.2), and the most that Linux takes. */
  private static final int LEAST_MTU = 68;

  private static final int GREATEST_MTU = 65535;

  /** IEEE 802.1Q has 12 bits, of which the last value is kept back. */
  private static final int GREATEST_VLAN = 4094;

  /** Metrics of the kernel have 32 bits. */
  static final long GREATEST_METRIC = 0xffff_ffffL;

  private DriverOptions() {}

  /**
   * Checks options and returns them in one way of writing, sorted by their names.
   *
   * @throws NetworkException INVALID, with what is allowed
   */
  static Map<String, String> check(String driver, Map<String, String> options) {
    if (!DRIVERS.contains(driver)) {
      throw invalid("unsupported driver " + driver + ": choose one of " + words(DRIVERS));
    }
    List<String> known = driver.equals(BRIDGE) ? OF_BRIDGE : OF_SHARED;
    Map<String, String> checked = new TreeMap<>();
    for (Map.Entry<String, String> option : options.entrySet()) {
      String name = option.getKey();
      if (!known.contains(name)) {
        throw invalid(
            "unsupported " + driver + " network option " + name + ": choose of " + words(known));
      }
      checked.put(name, checked(driver, name, option.getValue()));
    }
    return checked;
  }

  private static String checked(String driver, String name, String value) {
    return switch (name) {
      case "mtu" -> small(name, value, LEAST_MTU, GREATEST_MTU);
      case "vlan" -> small(name, value, 0, GREATEST_VLAN);
      case "metric" -> Long.toString(number("network option metric", value, 0, GREATEST_METRIC));
      case "mode" -> choice(driver, value, driver.equals(MACVLAN) ? MACVLAN_MODES : IPVLAN_MODES);
      case "parent" -> parent(value);
      default -> truth(name, value);
    };
  }

  private static String small(String name, String value, int least, int greatest) {
    return Long.toString(number("network option " + name, value, least, greatest));
  }

  /** Reads a number that a user gave for something. */
  static long number(String what, String value, long least, long greatest) {
    long number = 0;
    boolean valid = !value.isEmpty() && value.length() <= 10;
    for (int i = 0; valid && i < value.length(); i++) {
      char c = value.charAt(i);
      valid = c >= '0' && c <= '9';
      number = number * 10 + (c - '0');
    }
    if (!valid || number < least || number > greatest) {
      throw invalid(what + ": \"" + value + "\" is no number from " + least + " to " + greatest);
    }
    return number;
  }

  /**
   * Refuses options about the default route where the network has no say in it.
   *
   * @param options as {@link #check} returned them
   */
  static void requireSense(Map<String, String> options, boolean internal, String ipam) {
    boolean without = "true".equals(options.get("no_default_route"));
    if (options.containsKey("metric") && (internal || without)) {
      throw invalid(
          "network option metric: containers on this network have no default route, as "
              + (internal ? "it is internal" : "no_default_route says"));
    }
    boolean given = ipam.equals(Addressing.HOST_LOCAL);
    if (!given && (without || options.containsKey("metric"))) {
      throw invalid(
          "network option "
              + (without ? "no_default_route" : "metric")
              + ": the ipam driver "
              + ipam
              + " decides about routes, not the network");
    }
  }

  /** The words are those of Go's strconv.ParseBool. */
  private static String truth(String name, String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> "true";
      case "0", "f", "F", "false", "FALSE", "False" -> "false";
      default ->
          throw invalid("network option " + name + ": \"" + value + "\" is neither true nor false");
    };
  }

  private static String choice(String driver, String value, List<String> choices) {
    if (!choices.contains(value)) {
      throw invalid(
          "unknown " + driver + " mode \"" + value + "\": choose one of " + words(choices));
    }
    return value;
  }

  private static String parent(String value) {
    NetworkNames.requireInterface(value);
    if (!HostLinks.exists(value)) {
      throw invalid("parent interface " + value + " does not exist");
    }
    return value;
  }

  private static String words(List<String> list) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      words.append(i > 0 ? ", " : "").append(list.get(i));
    }
    return words.toString();
  }

  private static NetworkException invalid(String message) {
    return new NetworkException(Kind.INVALID, message);
  }
}
