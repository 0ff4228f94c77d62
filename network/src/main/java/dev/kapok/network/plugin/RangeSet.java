package dev.kapok.network.plugin;

import dev.kapok.network.address.IpAddress;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of one family; a container gets one address of them.
 *
 * @param ranges in the order in which they are used
 */
record RangeSet(List<AddressRange> ranges) {
  /** An address together with the range it is from. */
  record Pick(IpAddress address, AddressRange range) {}

  /** Reads an array of ranges. */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  static RangeSet of(@Nullable Object conf) {
    List<AddressRange> ranges = new ArrayList<>();
    if (conf instanceof List<?> found) {
      for (int i = 0; i < found.size(); i++) {
        if (!(found.get(i) instanceof Map<?, ?> range)) {
          throw new JsonException("a range of addresses is not an object", -1);
        }
        ranges.add(AddressRange.of((Map<String, Object>) range));
      }
    }
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("a set of ranges is empty");
    }
    RangeSet set = new RangeSet(ranges);
    set.validate();
    return set;
  }

  private void validate() {
    for (int i = 1; i < ranges.size(); i++) {
      AddressRange range = ranges.get(i);
      if (range.start().isIpv6() != ranges.get(0).start().isIpv6()) {
        throw new IllegalArgumentException("a set of ranges has addresses of both families");
      }
      for (int j = 0; j < i; j++) {
        refuseOverlap(range, ranges.get(j));
      }
    }
  }

  private static void refuseOverlap(AddressRange one, AddressRange other) {
    if (one.overlaps(other)) {
      throw new IllegalArgumentException(
          "ranges " + other.text() + " and " + one.text() + " overlap");
    }
  }

  /** Refuses sets that have addresses in common. */
  void refuseOverlap(RangeSet other) {
    for (int i = 0; i < ranges.size(); i++) {
      for (int j = 0; j < other.ranges.size(); j++) {
        refuseOverlap(ranges.get(i), other.ranges.get(j));
      }
    }
  }

  /** Returns the range that holds an address, null for none. */
  @Nullable AddressRange rangeOf(IpAddress address) {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).contains(address)) {
        return ranges.get(i);
      }
    }
    return null;
  }

  /**
   * Finds a free address: the first one behind the last that was given, all around the ranges.
   *
   * @param last what was given last, null where nothing is known of it
   * @param taken the texts of addresses that are leased
   * @return null where every address is leased
   */
  @Nullable Pick free(@Nullable IpAddress last, Set<String> taken) {
    int at = 0;
    IpAddress begin = ranges.get(0).start();
    for (int i = 0; last != null && i < ranges.size(); i++) {
      if (ranges.get(i).contains(last)) {
        at = i;
        begin = last;
        break;
      }
    }
    IpAddress candidate = begin;
    // The last one given is tried at the very end; where nothing was given, at the beginning.
    boolean first = last == null || !begin.equals(last);
    while (true) {
      if (!first) {
        IpAddress next = ranges.get(at).after(candidate);
        if (next == null) {
          at = (at + 1) % ranges.size();
          next = ranges.get(at).start();
        }
        candidate = next;
      }
      AddressRange range = ranges.get(at);
      if (!candidate.equals(range.gateway()) && !taken.contains(candidate.toString())) {
        return new Pick(candidate, range);
      }
      if (!first && candidate.equals(begin)) {
        return null;
      }
      first = false;
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ranges.size(); i++) {
      text.append(i == 0 ? "" : ",").append(ranges.get(i).text());
    }
    return text.toString();
  }
}
