package dev.kapok.network.address;

import org.jspecify.annotations.Nullable;

/**
 * An interface's address together with its subnet, as ip(8) writes them: {@code 10.89.0.2/24}.
 *
 * <p>Not a record: these are compared where containers start, and the methods that the compiler
 * makes for records cost too much there.
 */
public final class InterfaceAddress {
  private final IpAddress address;
  private final Subnet subnet;

  /**
   * Puts both together.
   *
   * @param prefix how many bits the subnet's addresses have in common, 0 to 32 or 128
   * @throws IllegalArgumentException where the prefix is too long for the family
   */
  public InterfaceAddress(IpAddress address, int prefix) {
    this.address = address;
    this.subnet = new Subnet(address, prefix);
  }

  /**
   * Reads {@code ADDRESS/PREFIX}.
   *
   * @throws IllegalArgumentException where the text is something else
   */
  public static InterfaceAddress of(String text) {
    Subnet subnet = Subnet.parse(text);
    if (subnet == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address with the length of a prefix, as 10.89.0.2/24");
    }
    return new InterfaceAddress(
        IpAddress.of(text.substring(0, text.indexOf('/'))), subnet.prefix());
  }

  /** Returns the address. */
  public IpAddress address() {
    return address;
  }

  /** Returns the subnet that the address lies in. */
  public Subnet subnet() {
    return subnet;
  }

  /** Tells whether it is of IPv6. */
  public boolean isIpv6() {
    return address.isIpv6();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InterfaceAddress same
        && address.equals(same.address)
        && subnet.prefix() == same.subnet.prefix();
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + subnet.prefix();
  }

  /** Returns the address, a slash and the length of the prefix. */
  @Override
  public String toString() {
    return address + "/" + subnet.prefix();
  }
}
