package dev.kapok.sys;

/**
 * The two maps of a user namespace.
 *
 * @param users of user ids
 * @param groups of group ids
 */
public record IdMaps(IdMap users, IdMap groups) {
  /** Returns the maps the other way round. */
  public IdMaps inverse() {
    return new IdMaps(users.inverse(), groups.inverse());
  }

  /** Returns what a user of the namespace is outside, as system calls take it; −1 for nothing. */
  public int user(int inside) {
    return (int) users.outside(Integer.toUnsignedLong(inside));
  }

  /** Returns what a group of the namespace is outside, as system calls take it; −1 for nothing. */
  public int group(int inside) {
    return (int) groups.outside(Integer.toUnsignedLong(inside));
  }
}
