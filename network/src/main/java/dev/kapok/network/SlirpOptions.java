package dev.kapok.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options after {@code --network=slirp4netns:}, as podman-run(1) describes them.
 *
 * @param network the address of the virtual network
 * @param prefix its length in bits
 * @param cidr as typed, null for the default 10.0.2.0/24
 * @param hostLoopback whether the container may reach the host's loopback
 * @param mtu in bytes
 * @param outbound null for the system's choice
 * @param outbound6 likewise
 */
record SlirpOptions(
    long network,
    int prefix,
    @Nullable String cidr,
    boolean hostLoopback,
    boolean ipv6,
    int mtu,
    @Nullable String outbound,
    @Nullable String outbound6) {
  /** The addresses that slirp4netns(1) gives its parties, counted from the network's. */
  private static final int GATEWAY = 2;

  private static final int DNS = 3;
  private static final int GUEST = 100;

  private static final int DEFAULT_MTU = 65520;
  private static final int MAX_MTU = 65521;
  private static final int MAX_PREFIX = 25;

  /** Reads {@code name=value} entries. */
  static SlirpOptions parse(List<String> entries) {
    String cidr = null;
    boolean loopback = false;
    boolean ipv6 = false;
    int mtu = DEFAULT_MTU;
    String outbound = null;
    String outbound6 = null;
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      int equals = entry.indexOf('=');
      String name = equals < 0 ? entry : entry.substring(0, equals);
      String value = equals < 0 ? "" : entry.substring(equals + 1);
      switch (name) {
        case "cidr" -> cidr = value;
        case "port_handler" -> checkPortHandler(value);
        case "allow_host_loopback" -> loopback = truth(name, value);
        case "enable_ipv6" -> ipv6 = truth(name, value);
        case "mtu" -> mtu = mtu(value);
        case "outbound_addr" -> outbound = value;
        case "outbound_addr6" -> outbound6 = value;
        default -> throw invalid(entry, "there is no such option");
      }
    }
    String network = cidr == null ? "10.0.2.0/24" : cidr;
    int slash = network.indexOf('/');
    long address = slash < 0 ? Ipv4.NONE : Ipv4.parse(network.substring(0, slash));
    int prefix = slash < 0 ? -1 : Ipv4.number(network.substring(slash + 1), MAX_PREFIX);
    if (address == Ipv4.NONE || prefix < 1) {
      throw invalid("cidr=" + network, "that is no network like 10.0.2.0/24, of 25 bits at most");
    }
    long base = address & (0xffffffffL << (32 - prefix));
    return new SlirpOptions(base, prefix, cidr, loopback, ipv6, mtu, outbound, outbound6);
  }

  String gateway() {
    return Ipv4.format(network + GATEWAY);
  }

  String dns() {
    return Ipv4.format(network + DNS);
  }

  String guest() {
    return Ipv4.format(network + GUEST);
  }

  /** Returns the arguments for what differs from the program's own defaults. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (!hostLoopback) {
      arguments.add("--disable-host-loopback");
    }
    arguments.add("--mtu=" + mtu);
    add(arguments, "--cidr=", cidr == null ? null : Ipv4.format(network) + "/" + prefix);
    if (ipv6) {
      arguments.add("--enable-ipv6");
    }
    add(arguments, "--outbound-addr=", outbound);
    add(arguments, "--outbound-addr6=", outbound6);
    return arguments;
  }

  private static void add(List<String> arguments, String option, @Nullable String value) {
    if (value != null) {
      arguments.add(option + value);
    }
  }

  private static void checkPortHandler(String value) {
    if (value.equals("rootlesskit")) {
      throw new NetworkException(
          NetworkException.Kind.NOT_SUPPORTED,
          "--network=slirp4netns:port_handler=rootlesskit is not supported yet; use slirp4netns");
    }
    if (!value.equals("slirp4netns")) {
      throw invalid("port_handler=" + value, "the handlers are slirp4netns and rootlesskit");
    }
  }

  private static boolean truth(String name, String value) {
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw invalid(name + "=" + value, "it is true or false");
    };
  }

  private static int mtu(String value) {
    int mtu = Ipv4.number(value, MAX_MTU);
    if (mtu < 1) {
      throw invalid("mtu=" + value, "it is a number of bytes up to " + MAX_MTU);
    }
    return mtu;
  }

  private static NetworkException invalid(String entry, String reason) {
    return new NetworkException(
        NetworkException.Kind.INVALID, "--network=slirp4netns:" + entry + ": " + reason);
  }
}
