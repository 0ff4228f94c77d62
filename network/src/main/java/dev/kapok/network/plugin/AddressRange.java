package dev.kapok.network.plugin;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import dev.kapok.sys.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of one subnet that containers may get.
 *
 * @param subnet by its network address
 * @param start the first
 * @param end the last
 * @param gateway never given to a container
 */
record AddressRange(Subnet subnet, IpAddress start, IpAddress end, IpAddress gateway) {
  /** Reads {subnet, rangeStart, rangeEnd, gateway}; all but the subnet have usual values. */
  static AddressRange of(Map<String, Object> conf) {
    String text = Json.string(conf, "subnet");
    if (text == null) {
      throw new IllegalArgumentException("a range of addresses needs a subnet");
    }
    Subnet subnet = Subnet.parse(text);
    if (subnet == null) {
      throw new IllegalArgumentException("\"" + text + "\" is no subnet, as 10.89.0.0/24");
    }
    if (!IpAddress.of(text.substring(0, text.indexOf('/'))).equals(subnet.network())) {
      throw new IllegalArgumentException(
          "subnet " + text + " has host bits set; is " + subnet + " meant?");
    }
    if (subnet.network().bits() - subnet.prefix() < 2) {
      throw new IllegalArgumentException(
          "subnet " + subnet + " is too small to give addresses from");
    }
    IpAddress first = subnet.network().plus(1);
    IpAddress start = within(subnet, conf, "rangeStart", first);
    IpAddress end = within(subnet, conf, "rangeEnd", lastUsable(subnet));
    if (start.compareTo(end) > 0) {
      throw new IllegalArgumentException("range " + start + "-" + end + " ends before it begins");
    }
    String gateway = Json.string(conf, "gateway");
    return new AddressRange(
        subnet, start, end, gateway == null || gateway.isEmpty() ? first : IpAddress.of(gateway));
  }

  private static IpAddress within(
      Subnet subnet, Map<String, Object> conf, String name, IpAddress otherwise) {
    String text = Json.string(conf, name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    IpAddress address = IpAddress.of(text);
    if (!subnet.contains(address)) {
      throw new IllegalArgumentException(name + " " + address + " is not in subnet " + subnet);
    }
    return address;
  }

  /** IPv4 has a broadcast address at the end. */
  private static IpAddress lastUsable(Subnet subnet) {
    return subnet.isIpv6() ? subnet.last() : subnet.last().plus(-1);
  }

  boolean contains(IpAddress address) {
    return subnet.contains(address) && start.compareTo(address) <= 0 && address.compareTo(end) <= 0;
  }

  boolean overlaps(AddressRange other) {
    return start.isIpv6() == other.start.isIpv6()
        && start.compareTo(other.end) <= 0
        && other.start.compareTo(end) <= 0;
  }

  /** Returns the address behind one of this range; null behind the last. */
  @Nullable IpAddress after(IpAddress address) {
    return address.equals(end) ? null : address.plus(1);
  }

  String text() {
    return start + "-" + end;
  }
}
