package dev.kapok.network;

import java.util.List;

/** IPv4 addresses as unsigned numbers in a long; no name is ever looked up. */
final class Ipv4 {
  /** What {@link #parse} says of a text that is no address. */
  static final long NONE = -1;

  private Ipv4() {}

  /** Reads four decimal numbers with dots; {@link #NONE} where it is something else. */
  static long parse(String text) {
    List<String> parts = TextFiles.split(text, '.');
    if (parts.size() != 4) {
      return NONE;
    }
    long address = 0;
    for (int i = 0; i < 4; i++) {
      int part = number(parts.get(i), 255);
      if (part < 0) {
        return NONE;
      }
      address = address << 8 | part;
    }
    return address;
  }

  /** Writes an address with dots. */
  static String format(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** Returns the address that eight digits of /proc/net stand for: bytes in the host's order. */
  static long fromProc(String hex) {
    return Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)));
  }

  /** Reads a decimal number from 0 to {@code max}; −1 where it is something else. */
  static int number(String text, int max) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= max ? value : -1;
  }

  /** Tells whether a text has the letters of an IPv6 address; it need not be a correct one. */
  static boolean looksLikeIpv6(String text) {
    if (text.indexOf(':') < 0) {
      return false;
    }
    int end = text.indexOf('%');
    for (int i = 0; i < (end < 0 ? text.length() : end); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
