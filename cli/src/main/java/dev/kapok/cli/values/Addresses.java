package dev.kapok.cli.values;

import java.util.List;

/** Tells addresses from other words. */
final class Addresses {
  private Addresses() {}

  static boolean isAddress(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  static boolean isIpv4(String text) {
    List<String> parts = Words.split(text, '.');
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (!Words.isNumber(part) || part.length() > 3 || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return parts.size() == 4;
  }

  static boolean isIpv6(String text) {
    int zone = text.indexOf('%');
    List<String> parts = Words.split(zone < 0 ? text : text.substring(0, zone), ':');
    int gap = text.indexOf("::");
    boolean oneGap = gap >= 0 && text.indexOf("::", gap + 1) < 0;
    int groups = 0;
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      boolean last = i == parts.size() - 1;
      if (last && isIpv4(part)) {
        groups += 2;
      } else if (isGroup(part)) {
        groups++;
      } else if (!part.isEmpty() || !oneGap || !mayBeEmpty(parts, i)) {
        return false;
      }
    }
    return oneGap ? groups < 8 : gap < 0 && groups == 8;
  }

  /** A part is empty in the middle of "::", or at an end where "::" begins or ends the address. */
  private static boolean mayBeEmpty(List<String> parts, int index) {
    boolean atEnd = index == parts.size() - 1;
    boolean startsWithGap = parts.get(0).isEmpty() && parts.get(1).isEmpty();
    boolean endsWithGap = parts.getLast().isEmpty() && parts.get(parts.size() - 2).isEmpty();
    return (index > 0 || startsWithGap) && (!atEnd || endsWithGap);
  }

  private static boolean isGroup(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (Character.digit(part.charAt(i), 16) < 0) {
        return false;
      }
    }
    return !part.isEmpty() && part.length() <= 4;
  }
}
