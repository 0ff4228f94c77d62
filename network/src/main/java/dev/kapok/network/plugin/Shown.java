package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what {@code ip -j} shows of a link. */
final class Shown {
  private Shown() {}

  /** Returns the addresses of a link that people or programs have given to it. */
  static List<InterfaceAddress> addresses(Map<String, Object> link) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    if (link.get("addr_info") instanceof List<?> infos) {
      for (int i = 0; i < infos.size(); i++) {
        if (infos.get(i) instanceof Map<?, ?> info
            && info.get("local") instanceof String local
            && info.get("prefixlen") instanceof Long bits
            && !"link".equals(info.get("scope"))) {
          addresses.add(new InterfaceAddress(IpAddress.of(local), bits.intValue()));
        }
      }
    }
    return addresses;
  }

  static boolean hasAddress(Map<String, Object> link, String address) {
    return addresses(link).contains(InterfaceAddress.of(address));
  }

  /** Returns the link of that name. */
  static Map<String, Object> link(List<Map<String, Object>> shown, String name) {
    for (int i = 0; i < shown.size(); i++) {
      if (name.equals(shown.get(i).get("ifname"))) {
        return shown.get(i);
      }
    }
    return Map.of();
  }
}
