package dev.kapok.network.nft;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of one of the tables' sets and maps.
 *
 * @param ipv6 which family's table
 * @param set the set's or map's name
 * @param key as nft writes it, "tcp . 8080"
 * @param value what a map has for the key; null in a set
 */
public record NftElement(boolean ipv6, String set, String key, @Nullable String value) {
  /** Whose transaction is complete; the key is made of the owner. */
  static final String OWNERS = "owners";

  static final String SAME = "same";
  static final String MASQUERADED = "masq";
  static final String NEAR = "near";
  static final String HAIRPIN = "hairpin";
  static final String PORTS = "ports";
  static final String PORTS_AT = "ports_at";

  /** Has an address's traffic leave under the host's address, unless it stays near. */
  public static NftElement masqueraded(IpAddress address) {
    return new NftElement(address.isIpv6(), MASQUERADED, address.toString(), null);
  }

  /** Lets an address's traffic to its own subnet be as it is. */
  public static NftElement near(IpAddress address, Subnet subnet) {
    String key = address + " . " + subnet;
    return new NftElement(address.isIpv6(), NEAR, key, null);
  }

  /**
   * Has redirected traffic from a subnet to an address seem to come from the host, so that answers
   * find the way back through it.
   */
  public static NftElement hairpin(Subnet from, IpAddress to) {
    String key = from + " . " + to;
    return new NftElement(to.isIpv6(), HAIRPIN, key, null);
  }

  /**
   * Sends what arrives at a port of this host to a container.
   *
   * @param at the host's address, null for all of them
   * @param protocol "tcp", "udp" or "sctp"
   */
  public static NftElement port(
      @Nullable IpAddress at, String protocol, int hostPort, IpAddress to, int containerPort) {
    String key = protocol + " . " + hostPort;
    String value = to + " . " + containerPort;
    return at == null
        ? new NftElement(to.isIpv6(), PORTS, key, value)
        : new NftElement(to.isIpv6(), PORTS_AT, at + " . " + key, value);
  }

  /** Treats a link as the zone says; its traffic with itself stays free. */
  public static NftElement zone(boolean ipv6, Zone zone, String link) {
    return new NftElement(ipv6, zone.set(), '"' + link + '"', null);
  }

  /** Lets traffic pass that leaves by the link it came from. */
  public static NftElement same(boolean ipv6, String link) {
    return new NftElement(ipv6, SAME, '"' + link + "\" . \"" + link + '"', null);
  }

  /** Returns all that can be said of a link, in one family. */
  static List<NftElement> ofLink(boolean ipv6, String link) {
    return List.of(
        zone(ipv6, Zone.ISOLATED, link),
        zone(ipv6, Zone.STRICT, link),
        zone(ipv6, Zone.INTERNAL, link),
        same(ipv6, link));
  }

  String family() {
    return ipv6 ? "ip6" : "ip";
  }

  /** Tells whether the keys of a set are names of links. */
  static boolean isOfLinks(String set) {
    return switch (set) {
      case OWNERS, SAME, "isolated", "strict", "internal" -> true;
      default -> false;
    };
  }

  boolean sameKey(NftElement other) {
    return ipv6 == other.ipv6 && set.equals(other.set) && key.equals(other.key);
  }

  /** Writes the command that adds it; adding what is there does nothing. */
  void writeAdd(StringBuilder text, String comment) {
    text.append("add element ").append(family()).append(" kapok ").append(set).append(" { ");
    text.append(key).append(" comment \"").append(comment).append('"');
    if (value != null) {
      text.append(" : ").append(value);
    }
    text.append(" }\n");
  }

  /** Writes the command that deletes it; where it is missing, the transaction fails. */
  void writeDelete(StringBuilder text) {
    text.append("delete element ").append(family()).append(" kapok ").append(set);
    text.append(" { ").append(key).append(" }\n");
  }
}
