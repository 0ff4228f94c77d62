package dev.kapok.network.address;

import org.jspecify.annotations.Nullable;

/**
 * A block of addresses that have their first bits in common (RFC 4632): {@code 10.89.0.0/24}.
 *
 * @param network the first address; its bits behind the prefix are 0
 * @param prefix how many bits are common, 0 to 32 or 128
 */
public record Subnet(IpAddress network, int prefix) implements Comparable<Subnet> {
  /** Clears the bits behind the prefix. */
  public Subnet {
    if (prefix < 0 || prefix > network.bits()) {
      throw new IllegalArgumentException("prefix " + prefix + " of " + network);
    }
    network = network.filled(prefix, false);
  }

  /** Reads {@code ADDRESS/PREFIX}; null where the text is something else. */
  public static @Nullable Subnet parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = slash < 0 ? null : IpAddress.parse(text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int prefix = IpAddress.number(text.substring(slash + 1), 10, 3);
    // An IPv4 address in the clothes of IPv6 has a prefix of that family.
    boolean mapped = !address.isIpv6() && text.indexOf(':') >= 0;
    return mapped || prefix < 0 || prefix > address.bits() ? null : new Subnet(address, prefix);
  }

  /** Tells whether its addresses are of IPv6. */
  public boolean isIpv6() {
    return network.isIpv6();
  }

  /** Returns the last address; of IPv4 that is the one for broadcasts. */
  public IpAddress last() {
    return network.filled(prefix, true);
  }

  /** Tells whether an address lies in it. */
  public boolean contains(IpAddress address) {
    return address.isIpv6() == isIpv6() && address.filled(prefix, false).equals(network);
  }

  /** Tells whether the two have an address in common. */
  public boolean overlaps(Subnet other) {
    return contains(other.network) || other.contains(network);
  }

  /** Returns the block of the same size that follows; behind the last comes the first. */
  public Subnet next() {
    return new Subnet(last().plus(1), prefix);
  }

  @Override
  public int compareTo(Subnet other) {
    int order = network.compareTo(other.network);
    return order != 0 ? order : Integer.compare(prefix, other.prefix);
  }

  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
