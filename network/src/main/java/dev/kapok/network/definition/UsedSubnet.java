package dev.kapok.network.definition;

import dev.kapok.network.address.Subnet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet that a new network must leave alone.
 *
 * @param by who has it, in words
 */
record UsedSubnet(Subnet subnet, String by) {
  /** Returns one that has addresses in common with a subnet, or null. */
  static @Nullable UsedSubnet overlapping(List<UsedSubnet> used, Subnet subnet) {
    for (int i = 0; i < used.size(); i++) {
      if (used.get(i).subnet.overlaps(subnet)) {
        return used.get(i);
      }
    }
    return null;
  }
}
