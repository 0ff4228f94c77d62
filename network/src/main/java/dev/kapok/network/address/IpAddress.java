package dev.kapok.network.address;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address: a number of 32 or 128 bits. Immutable; two of a family are in the order
 * of their numbers, and all of IPv4 come before those of IPv6.
 */
public final class IpAddress implements Comparable<IpAddress> {
  private static final long IPV4_MASK = 0xffffffffL;
  private static final int GROUPS = 8;

  private final long high;
  private final long low;
  private final boolean ipv6;

  private IpAddress(long high, long low, boolean ipv6) {
    this.high = ipv6 ? high : 0;
    this.low = ipv6 ? low : low & IPV4_MASK;
    this.ipv6 = ipv6;
  }

  /** Returns the IPv4 address with this number. */
  public static IpAddress ipv4(long number) {
    return new IpAddress(0, number, false);
  }

  /** Returns the IPv6 address with these halves. */
  public static IpAddress ipv6(long high, long low) {
    return new IpAddress(high, low, true);
  }

  /**
   * Reads an address: four decimal numbers with dots and no leading zeros, or the text forms of RFC
   * 4291, 2.2. An IPv4 address that is written as IPv6 one ({@code ::ffff:192.0.2.1}) is one of
   * IPv4. Null where the text is no address; a zone ({@code %eth0}) is none.
   */
  public static @Nullable IpAddress parse(String text) {
    if (text.indexOf(':') < 0) {
      long number = dotted(text);
      return number < 0 ? null : ipv4(number);
    }
    long[] groups = groups(text);
    if (groups == null) {
      return null;
    }
    long high = groups[0] << 48 | groups[1] << 32 | groups[2] << 16 | groups[3];
    long low = groups[4] << 48 | groups[5] << 32 | groups[6] << 16 | groups[7];
    return high == 0 && low >>> 32 == 0xffff ? ipv4(low) : ipv6(high, low);
  }

  /**
   * Reads an address as {@link #parse} does.
   *
   * @throws IllegalArgumentException where the text is no address
   */
  public static IpAddress of(String text) {
    IpAddress address = parse(text);
    if (address == null) {
      throw new IllegalArgumentException("\"" + text + "\" is no IP address");
    }
    return address;
  }

  private static long dotted(String text) {
    List<String> parts = split(text, '.');
    if (parts.size() != 4) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < 4; i++) {
      String part = parts.get(i);
      int value = number(part, 10, 3);
      if (value < 0 || value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
        return -1;
      }
      number = number << 8 | value;
    }
    return number;
  }

  private static long @Nullable [] groups(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      List<Long> all = groupsOf(text, true);
      return all == null || all.size() != GROUPS ? null : joined(all, List.of());
    }
    List<Long> before = groupsOf(text.substring(0, gap), false);
    List<Long> after = groupsOf(text.substring(gap + 2), true);
    if (before == null || after == null || before.size() + after.size() >= GROUPS) {
      return null;
    }
    return joined(before, after);
  }

  private static long[] joined(List<Long> before, List<Long> after) {
    long[] groups = new long[GROUPS];
    for (int i = 0; i < before.size(); i++) {
      groups[i] = before.get(i);
    }
    for (int i = 0; i < after.size(); i++) {
      groups[GROUPS - after.size() + i] = after.get(i);
    }
    return groups;
  }

  /** An address's last two groups may be written as an IPv4 address. */
  private static @Nullable List<Long> groupsOf(String text, boolean atEnd) {
    List<Long> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    List<String> parts = split(text, ':');
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (atEnd && i == parts.size() - 1 && part.indexOf('.') >= 0) {
        long number = dotted(part);
        if (number < 0) {
          return null;
        }
        groups.add(number >>> 16);
        groups.add(number & 0xffff);
        continue;
      }
      int group = number(part, 16, 4);
      if (group < 0) {
        return null;
      }
      groups.add((long) group);
    }
    return groups;
  }

  /** Reads a number with at most so many digits; −1 where it is something else. */
  static int number(String text, int radix, int digits) {
    if (text.isEmpty() || text.length() > digits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int end = text.indexOf(at); end >= 0; end = text.indexOf(at, begin)) {
      parts.add(text.substring(begin, end));
      begin = end + 1;
    }
    parts.add(text.substring(begin));
    return parts;
  }

  /** Tells whether it is an IPv6 address. */
  public boolean isIpv6() {
    return ipv6;
  }

  /** Tells whether it stands for all of a host's addresses: 0.0.0.0 or ::. */
  public boolean isAny() {
    return high == 0 && low == 0;
  }

  /** Tells whether only its own host reaches it: 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return ipv6 ? high == 0 && low == 1 : low >>> 24 == 127;
  }

  /** Returns how many bits its family's addresses have: 32 or 128. */
  public int bits() {
    return ipv6 ? 128 : 32;
  }

  /** Returns the upper 64 bits; 0 for IPv4. */
  public long high() {
    return high;
  }

  /** Returns the lower 64 bits; the whole number, unsigned, for IPv4. */
  public long low() {
    return low;
  }

  /** Returns the address so much further on; behind the last comes the first. */
  public IpAddress plus(long count) {
    long sum = low + count;
    long carry = 0;
    if (count >= 0 && Long.compareUnsigned(sum, low) < 0) {
      carry = 1;
    } else if (count < 0 && Long.compareUnsigned(sum, low) > 0) {
      carry = -1;
    }
    return new IpAddress(high + carry, sum, ipv6);
  }

  /** Returns the address with all bits behind the first {@code prefix} cleared or set. */
  IpAddress filled(int prefix, boolean set) {
    long upper = mask(ipv6 ? Math.min(prefix, 64) : 0);
    long lower = ipv6 ? mask(Math.max(prefix - 64, 0)) : mask(prefix + 32);
    return set
        ? new IpAddress(high | ~upper, low | ~lower, ipv6)
        : new IpAddress(high & upper, low & lower, ipv6);
  }

  private static long mask(int ones) {
    return ones == 0 ? 0 : -1L << (64 - ones);
  }

  @Override
  public int compareTo(IpAddress other) {
    if (ipv6 != other.ipv6) {
      return ipv6 ? 1 : -1;
    }
    int upper = Long.compareUnsigned(high, other.high);
    return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address && compareTo(address) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low);
  }

  /** Returns the text; of IPv6 in the one form that RFC 5952 recommends. */
  @Override
  public String toString() {
    if (!ipv6) {
      return (low >> 24 & 255)
          + "."
          + (low >> 16 & 255)
          + "."
          + (low >> 8 & 255)
          + "."
          + (low & 255);
    }
    int gap = longestGap();
    int length = gap < 0 ? 0 : zeros(gap);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (i > 0 && i != gap + length) {
        text.append(':');
      }
      text.append(Long.toHexString(group(i)));
    }
    return text.toString();
  }

  private long group(int index) {
    return (index < 4 ? high >>> (48 - 16 * index) : low >>> (48 - 16 * (index - 4))) & 0xffff;
  }

  private int zeros(int from) {
    int count = 0;
    while (from + count < GROUPS && group(from + count) == 0) {
      count++;
    }
    return count;
  }

  /** The first of the longest runs of zeros, if it has two groups at least; else −1. */
  private int longestGap() {
    int best = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int count = zeros(i);
      if (count > longest) {
        longest = count;
        best = i;
      }
    }
    return best;
  }
}
