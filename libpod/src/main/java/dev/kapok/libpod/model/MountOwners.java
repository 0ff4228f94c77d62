package dev.kapok.libpod.model;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The option {@code idmap}: whose files of a mount are in the container (podman-run(1),
 * "--volume").
 *
 * <p>Alone it means that each file belongs to whom it belongs on the disk. {@code
 * idmap=uids=A-B-N#A-B-N;gids=A-B-N} says that the ids on the disk from A on are those of the host
 * from B on, N of them; with an "@" before A, B counts in the container.
 */
public final class MountOwners {
  /** The option's name. */
  public static final String KEY = "idmap";

  private MountOwners() {}

  /** Tells whether a mount has the option. */
  public static boolean isAsked(MountConfig mount) {
    return mount.options().contains(KEY) || mount.value(KEY) != null;
  }

  /**
   * Returns the maps of a mount: ids on the disk are inside; null where nothing is mapped.
   *
   * @param own of the container's user namespace, null for none
   * @throws IllegalArgumentException where the option makes no sense
   */
  public static @Nullable IdMaps of(MountConfig mount, @Nullable IdMaps own) {
    String text = mount.value(KEY);
    if (text == null) {
      return isAsked(mount) ? own : null;
    }
    IdMap users = own == null ? null : own.users();
    IdMap groups = own == null ? null : own.groups();
    IdMap someUsers = null;
    IdMap someGroups = null;
    int start = 0;
    while (start <= text.length()) {
      int semicolon = text.indexOf(';', start);
      int end = semicolon < 0 ? text.length() : semicolon;
      String word = text.substring(start, end);
      if (word.startsWith("uids=") && someUsers == null) {
        someUsers = ranges(word.substring(5), users);
      } else if (word.startsWith("gids=") && someGroups == null) {
        someGroups = ranges(word.substring(5), groups);
      } else {
        throw new IllegalArgumentException(
            "idmap=" + text + ": \"" + word + "\" is none of uids=… and gids=…, once each");
      }
      start = end + 1;
    }
    return new IdMaps(
        or(someUsers, users, someGroups, text), or(someGroups, groups, someUsers, text));
  }

  /** What is not said is as in the container, or the same as what is said. */
  private static IdMap or(
      @Nullable IdMap said, @Nullable IdMap own, @Nullable IdMap other, String text) {
    IdMap map = said != null ? said : own != null ? own : other;
    if (map == null) {
      throw new IllegalArgumentException("idmap=" + text + " maps nothing");
    }
    return map;
  }

  private static IdMap ranges(String text, @Nullable IdMap own) {
    List<IdRange> ranges = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int hash = text.indexOf('#', start);
      int end = hash < 0 ? text.length() : hash;
      ranges.addAll(range(text.substring(start, end), own));
      start = end + 1;
    }
    return new IdMap(ranges);
  }

  private static List<IdRange> range(String text, @Nullable IdMap own) {
    boolean inside = text.startsWith("@");
    int first = text.indexOf('-');
    int second = text.indexOf('-', first + 1);
    long from = first < 0 ? -1 : Digits.parseLong(text.substring(inside ? 1 : 0, first), 10);
    long to = second < 0 ? -1 : Digits.parseLong(text.substring(first + 1, second), 10);
    long count = second < 0 ? -1 : Digits.parseLong(text.substring(second + 1), 10);
    if (from < 0 || to < 0 || count < 0) {
      throw new IllegalArgumentException(
          "idmap: \"" + text + "\" is no range of the form ID-ID-COUNT");
    }
    IdRange range = new IdRange(from, to, count);
    return inside && own != null ? new IdMap(List.of(range)).over(own).ranges() : List.of(range);
  }
}
