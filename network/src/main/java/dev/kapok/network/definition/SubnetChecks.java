package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a user says of one subnet, and makes sure that it can be had. */
final class SubnetChecks {
  /** Two addresses that nobody gets, the gateway, and a container. */
  private static final int LEAST_BITS = 2;

  private static final List<Subnet> UNUSABLE =
      List.of(
          known("0.0.0.0/8"),
          known("127.0.0.0/8"),
          known("224.0.0.0/3"),
          known("::/127"),
          known("ff00::/8"));

  private SubnetChecks() {}

  private static Subnet known(String text) {
    Subnet subnet = Subnet.parse(text);
    if (subnet == null) {
      throw new IllegalArgumentException(text);
    }
    return subnet;
  }

  /** Reads a subnet that has room for containers and overlaps with none of those in use. */
  static Subnet subnet(String text, List<UsedSubnet> used) {
    Subnet subnet = cidr(text);
    for (int i = 0; i < UNUSABLE.size(); i++) {
      if (UNUSABLE.get(i).contains(subnet.network())) {
        throw invalid(
            "subnet " + subnet + " cannot be a network's: " + UNUSABLE.get(i) + " is set apart");
      }
    }
    if (subnet.prefix() > subnet.network().bits() - LEAST_BITS) {
      throw invalid(
          "subnet "
              + subnet
              + " is too small: /"
              + (subnet.network().bits() - LEAST_BITS)
              + " at least has room for a gateway and a container");
    }
    UsedSubnet taken = UsedSubnet.overlapping(used, subnet);
    if (taken != null) {
      throw invalid(
          "subnet "
              + subnet
              + " is already used on the host or by another config: "
              + taken.subnet()
              + " belongs to "
              + taken.by());
    }
    return subnet;
  }

  private static Subnet cidr(String text) {
    Subnet subnet = Subnet.parse(text);
    if (subnet == null) {
      throw invalid("invalid CIDR address: " + text);
    }
    return subnet;
  }

  /** Reads a gateway, or returns the subnet's first address. */
  static IpAddress gateway(Subnet subnet, @Nullable String text) {
    if (text == null) {
      return subnet.network().plus(1);
    }
    IpAddress gateway = address("gateway", text);
    if (!subnet.contains(gateway)) {
      throw invalid("gateway " + gateway + " not in subnet " + subnet);
    }
    if (!isHost(subnet, gateway)) {
      throw invalid(
          "gateway " + gateway + " of subnet " + subnet + " stands for all of it, not for a host");
    }
    return gateway;
  }

  /**
   * Reads a range into a subnet's specification; of a block containers get neither its first
   * address, as in podman, nor the one for broadcasts.
   */
  static SubnetSpec ranged(Subnet subnet, @Nullable IpAddress gateway, @Nullable String range) {
    if (range == null) {
      return new SubnetSpec(subnet, gateway, null, null);
    }
    int dash = range.indexOf('-');
    IpAddress start;
    IpAddress end;
    if (dash >= 0) {
      start = address("range start", range.substring(0, dash));
      end = address("range end", range.substring(dash + 1));
    } else {
      Subnet block = cidr(range);
      boolean single = block.prefix() == block.network().bits();
      start = single ? block.network() : block.network().plus(1);
      end = block.last();
    }
    require(subnet, "start", start);
    require(subnet, "end", end);
    if (!isHost(subnet, end)) {
      end = end.plus(-1);
    }
    if (start.compareTo(end) > 0) {
      throw invalid("range " + range + ": it ends before it starts");
    }
    return new SubnetSpec(subnet, gateway, start, end);
  }

  private static void require(Subnet subnet, String which, IpAddress address) {
    if (!subnet.contains(address)) {
      throw invalid("lease range " + which + " ip " + address + " not in subnet " + subnet);
    }
    if (address.equals(subnet.network())) {
      throw invalid("lease range " + which + " ip " + address + " stands for all of " + subnet);
    }
  }

  /** The first address names the subnet, and of IPv4 the last one means everybody. */
  private static boolean isHost(Subnet subnet, IpAddress address) {
    return !address.equals(subnet.network()) && (subnet.isIpv6() || !address.equals(subnet.last()));
  }

  /** Reads an address. */
  static IpAddress address(String what, String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw invalid(what + " \"" + text + "\" is no IP address");
    }
    return address;
  }

  /** As {@link #address}, of several; returns them in one way of writing. */
  static List<String> addresses(String what, List<String> texts) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      addresses.add(address(what, texts.get(i)).toString());
    }
    return addresses;
  }

  private static NetworkException invalid(String message) {
    return new NetworkException(Kind.INVALID, message);
  }
}
