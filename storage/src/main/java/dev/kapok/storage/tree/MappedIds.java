package dev.kapok.storage.tree;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;

/** What the maps of a user namespace make of the ids of files, in either direction. */
public final class MappedIds {
  /** What a namespace shows in the place of ids that it does not have (user_namespaces(7)). */
  public static final int OVERFLOW = 65534;

  /** Leaves ids that the namespace does not have as they are. */
  public static final int SAME = -1;

  private MappedIds() {}

  /** An id that the namespace does not have. */
  public static final class UnmappedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnmappedException(String kind, int id) {
      super(kind + " " + Integer.toUnsignedString(id));
    }
  }

  /** Makes ids outside of ids inside; fails with {@link UnmappedException}. */
  public static AttributeIds.Mapping outside(IdMaps maps) {
    return new AttributeIds.Mapping() {
      @Override
      public int user(int id) {
        return outside(maps.users(), id, "user");
      }

      @Override
      public int group(int id) {
        return outside(maps.groups(), id, "group");
      }
    };
  }

  private static int outside(IdMap map, int id, String kind) {
    long outside = map.outside(Integer.toUnsignedLong(id));
    if (outside < 0) {
      throw new UnmappedException(kind, id);
    }
    return (int) outside;
  }

  /**
   * Makes ids inside of ids outside.
   *
   * @param stranger what becomes of ids that the namespace does not have: an id, or {@link #SAME}
   */
  public static AttributeIds.Mapping inside(IdMaps maps, int stranger) {
    return new AttributeIds.Mapping() {
      @Override
      public int user(int id) {
        return inside(maps.users(), id, stranger);
      }

      @Override
      public int group(int id) {
        return inside(maps.groups(), id, stranger);
      }
    };
  }

  private static int inside(IdMap map, int id, int stranger) {
    long inside = map.inside(Integer.toUnsignedLong(id));
    if (inside >= 0) {
      return (int) inside;
    }
    return stranger == SAME ? id : stranger;
  }
}
