package dev.kapok.libpod.userns;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;

/** Tells the maps that a container can have from those that it can't. */
final class PossibleMaps {
  private PossibleMaps() {}

  /**
   * Makes sure that there is a root, and that all ids are the engine's own. Returns the same maps
   * in ranges that the kernel takes.
   *
   * @param what asks for the maps, for the error
   * @param engine the ids of the engine's own namespace
   * @throws KapokException INVALID, with the ids that are allowed
   */
  static IdMaps require(String what, IdMaps maps, IdMaps engine) {
    return new IdMaps(
        require(what, maps.users(), engine.users(), "users", "/etc/subuid"),
        require(what, maps.groups(), engine.groups(), "groups", "/etc/subgid"));
  }

  private static IdMap require(String what, IdMap map, IdMap engine, String kind, String file) {
    IdMap split;
    try {
      split = map.splitBy(engine);
    } catch (IllegalArgumentException e) {
      throw ModeOptions.invalid(
          what + e.getMessage() + "; the " + kind + " that exist here are " + allowed(engine));
    }
    if (map.outside(0) < 0) {
      throw ModeOptions.invalid(
          what
              + "the mapping of "
              + kind
              + " has no id 0, and without a root no container can be made: map it, or get more"
              + " ids in "
              + file);
    }
    return split;
  }

  /** Returns the ids as a list of their ends, {@code 0-1000,2000}. */
  static String allowed(IdMap engine) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < engine.ranges().size(); i++) {
      IdRange range = engine.ranges().get(i);
      long last = range.inside() + range.count() - 1;
      text.append(i == 0 ? "" : ",").append(range.inside());
      text.append(range.count() == 1 ? "" : "-" + last);
    }
    return text.length() == 0 ? "none" : text.toString();
  }
}
