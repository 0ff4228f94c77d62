package dev.kapok.network.definition;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses subnets that nobody uses. */
final class SubnetPool {
  /** RFC 1918, from where podman begins last. */
  private static final List<Subnet> POOLS = List.of(block(10, 128, 9), block(10, 96, 11));

  private static final int SIZE = 24;

  /** Where the default network's subnet is looked for: below podman's own. */
  private static final Subnet DEFAULT_POOL = block(10, 64, 12);

  private static final int DEFAULT_SIZE = 16;

  /** The upper half of that, where the default networks of further engines lie. */
  private static final Subnet SPARE_POOL = block(10, 72, 13);

  private static final int SPARE_COUNT = 1 << (SIZE - 13);

  /** podman's default network, which is in no file. */
  private static final UsedSubnet PODMAN =
      new UsedSubnet(block(10, 88, 16), "podman's default network");

  /** RFC 4193, 3.1: locally assigned. */
  private static final int UNIQUE_LOCAL = 0xfd;

  private static final int IPV6_SIZE = 64;

  private SubnetPool() {}

  private static Subnet block(int first, int second, int prefix) {
    return new Subnet(IpAddress.ipv4((long) first << 24 | (long) second << 16), prefix);
  }

  /** Returns a free subnet of IPv4, or null where there is none left. */
  static @Nullable Subnet ipv4(List<UsedSubnet> used) {
    for (int i = 0; i < POOLS.size(); i++) {
      Subnet free = first(POOLS.get(i), SIZE, used);
      if (free != null) {
        return free;
      }
    }
    return null;
  }

  /** Returns a free subnet for the default network; any other where all of its own are used. */
  static @Nullable Subnet ofDefault(List<UsedSubnet> used) {
    Subnet free = first(DEFAULT_POOL, DEFAULT_SIZE, used);
    return free == null ? ipv4(used) : free;
  }

  /**
   * As {@link #ofDefault}, for one engine of many: looks from another place on, and for less.
   *
   * @param place any number, which is another one for another engine
   */
  static @Nullable Subnet ofDefault(List<UsedSubnet> used, int place) {
    long offset = (long) Math.floorMod(place, SPARE_COUNT) << (32 - SIZE);
    Subnet from = new Subnet(SPARE_POOL.network().plus(offset), SIZE);
    Subnet free = first(SPARE_POOL, from, SIZE, used);
    return free == null ? ofDefault(used) : free;
  }

  /**
   * Returns the free subnet of a local IPv6 network (RFC 4193) that random bytes stand for, or null
   * where it is used.
   *
   * @param random 8 bytes, of which the first does not count
   */
  static @Nullable Subnet ipv6(byte[] random, List<UsedSubnet> used) {
    long high = (ByteBuffer.wrap(random).getLong() & (-1L >>> 8)) | ((long) UNIQUE_LOCAL << 56);
    Subnet subnet = new Subnet(IpAddress.ipv6(high, 0), IPV6_SIZE);
    return UsedSubnet.overlapping(used, subnet) == null ? subnet : null;
  }

  private static @Nullable Subnet first(Subnet pool, int size, List<UsedSubnet> used) {
    return first(pool, new Subnet(pool.network(), size), size, used);
  }

  private static @Nullable Subnet first(Subnet pool, Subnet from, int size, List<UsedSubnet> used) {
    Subnet candidate = from;
    while (pool.contains(candidate.network())) {
      UsedSubnet taken =
          PODMAN.subnet().overlaps(candidate) ? PODMAN : UsedSubnet.overlapping(used, candidate);
      if (taken == null) {
        return candidate;
      }
      Subnet next =
          taken.subnet().prefix() < size
              ? new Subnet(taken.subnet().last().plus(1), size)
              : candidate.next();
      if (next.compareTo(candidate) < 0) {
        return null;
      }
      candidate = next;
    }
    return null;
  }
}
