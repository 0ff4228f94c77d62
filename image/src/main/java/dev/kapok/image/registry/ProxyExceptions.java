package dev.kapok.image.registry;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are reached without a proxy: {@code NO_PROXY}, a list of names, addresses, networks
 * and {@code *}. {@code example.com} is a domain and all beneath it, {@code .example.com} and
 * {@code *.example.com} only what is beneath; a name or address may have a port.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">NO_PROXY in Go</a>
 */
final class ProxyExceptions {
  private final List<String> entries = new ArrayList<>();

  ProxyExceptions(String list) {
    for (String entry : list.split(",", -1)) {
      String name = entry.strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        entries.add(name);
      }
    }
  }

  /**
   * Tells whether a host is in the list.
   *
   * @param host in lower case; an IPv6 address with or without brackets
   */
  boolean cover(String host, int port) {
    InetAddress address = literal(host);
    for (String entry : entries) {
      if (entry.equals("*") || covers(entry, host, address, port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(
      String entry, String host, @Nullable InetAddress address, int port) {
    int slash = entry.indexOf('/');
    if (slash >= 0) {
      return address != null
          && isIn(address, entry.substring(0, slash), entry.substring(slash + 1));
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    if (colon >= 0 && literal(entry) == null) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    InetAddress wanted = literal(name);
    if (wanted != null || address != null) {
      return wanted != null && wanted.equals(address);
    }
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? host.endsWith(domain)
        : host.equals(domain) || host.endsWith("." + domain);
  }

  private static boolean isIn(InetAddress address, String network, String length) {
    InetAddress start = literal(network);
    byte[] bytes = address.getAddress();
    int bits;
    try {
      bits = Integer.parseInt(length);
    } catch (NumberFormatException _) {
      return false;
    }
    byte[] first = start == null ? new byte[0] : start.getAddress();
    if (first.length != bytes.length || bits < 0 || bits > bytes.length * Byte.SIZE) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((first[bit / Byte.SIZE] & mask) != (bytes[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the address that a text is, without asking for names; null where it is none. */
  static @Nullable InetAddress literal(String text) {
    boolean hasBrackets = text.startsWith("[") && text.endsWith("]");
    try {
      return InetAddress.ofLiteral(hasBrackets ? text.substring(1, text.length() - 1) : text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
