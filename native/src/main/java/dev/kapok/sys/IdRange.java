package dev.kapok.sys;

/**
 * Some ids that follow each other, and what they are outside a user namespace (user_namespaces(7)).
 *
 * @param inside the first id in the namespace
 * @param outside the first id in the namespace that it is seen from
 * @param count how many there are, at least 1
 */
public record IdRange(long inside, long outside, long count) {
  /**
   * The first number that is no id: the kernel has 32 bits, of which the last value means "none".
   */
  public static final long END = 0xFFFF_FFFFL;

  /**
   * Checks that these are ids.
   *
   * @throws IllegalArgumentException with the range and what is wrong with it
   */
  public IdRange {
    if (count < 1) {
      throw new IllegalArgumentException(
          "mapping " + inside + ":" + outside + ":" + count + " maps no ids");
    }
    if (inside < 0
        || outside < 0
        || inside >= END
        || outside >= END
        || count > END - inside
        || count > END - outside) {
      throw new IllegalArgumentException(
          "mapping "
              + inside
              + ":"
              + outside
              + ":"
              + count
              + " goes beyond the last id, "
              + (END - 1));
    }
  }

  /** Returns the range as options have it, {@code inside:outside:count}. */
  public String word() {
    return inside + ":" + outside + ":" + count;
  }
}
