package dev.kapok.libpod.userns;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.UserNamespaceDefaults;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.state.IdRangeTable;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids for {@code --userns=auto}: as many as the image needs, from those that are set aside for it,
 * and none that another container's user namespace has.
 *
 * <p>Root takes the ranges of the user "containers", or of whom storage.conf names, in /etc/subuid
 * and /etc/subgid, others their own but for the user itself.
 */
public final class AutoIds {
  private static final String WHAT = "--userns=auto: ";
  private static final List<String> OPTIONS = List.of("size", "uidmapping", "gidmapping");

  private final EngineParts parts;
  private final IdMaps engine;
  private final IdMap forcedUsers;
  private final IdMap forcedGroups;
  private final long size;
  private final UserNamespaceDefaults defaults;

  /**
   * Reads the options of the mode.
   *
   * @param needed the greatest id of the image, plus one
   * @throws KapokException INVALID
   */
  AutoIds(EngineParts parts, ModeOptions mode, IdMaps engine, long needed) {
    this.parts = parts;
    this.engine = engine;
    long asked = mode.number("size", OPTIONS);
    this.forcedUsers = forced(mode, "uidmapping", engine.users(), true);
    this.forcedGroups = forced(mode, "gidmapping", engine.groups(), false);
    if (asked == 0 || asked > IdRange.END) {
      throw ModeOptions.invalid(WHAT + "a size of " + asked + " ids is not possible");
    }
    this.defaults = parts.config().defaults().userNamespace();
    long wanted = Math.max(defaults.least(), Math.max(needed, forcedEnd()));
    this.size = asked > 0 ? asked : Math.min(defaults.most(), wanted);
  }

  private static IdMap forced(ModeOptions mode, String key, IdMap engine, boolean users) {
    List<String> words = mode.values(key);
    return words.isEmpty() ? IdMap.NONE : MapWords.read(words, words, engine, users);
  }

  private long forcedEnd() {
    return Math.max(end(forcedUsers), end(forcedGroups));
  }

  private static long end(IdMap map) {
    long end = 0;
    for (int i = 0; i < map.ranges().size(); i++) {
      end = Math.max(end, map.ranges().get(i).inside() + map.ranges().get(i).count());
    }
    return end;
  }

  /**
   * Chooses ids that are free now; they are the container's once its rows are written in the same
   * transaction.
   *
   * @throws KapokException FAILED where not enough are left
   */
  public IdMaps choose(Tx tx) {
    IdMaps maps =
        new IdMaps(
            choose(tx, "/etc/subuid", engine.users(), forcedUsers, false),
            choose(tx, "/etc/subgid", engine.groups(), forcedGroups, true));
    return PossibleMaps.require(WHAT, maps, engine);
  }

  private IdMap choose(Tx tx, String file, IdMap own, IdMap forced, boolean groups) {
    FreeIds free = new FreeIds(available(file, own));
    long all = free.count();
    List<IdRange> used = new IdRangeTable().all(tx, groups);
    for (int i = 0; i < used.size(); i++) {
      free.take(used.get(i).outside(), used.get(i).count());
    }
    long left = free.count();
    IdMap map = map(free, forced);
    if (map == null) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          WHAT
              + "could not find enough available ids: "
              + size
              + (groups ? " groups" : " users")
              + " are needed, "
              + left
              + " of "
              + all
              + " are not used by other containers; remove some, ask for fewer with"
              + " --userns=auto:size=N, or give more in "
              + file);
    }
    return map;
  }

  private @Nullable IdMap map(FreeIds free, IdMap forced) {
    try {
      return free.map(size, forced);
    } catch (IllegalArgumentException e) {
      throw ModeOptions.invalid(WHAT + e.getMessage());
    }
  }

  private List<SubIds.Range> available(String file, IdMap own) {
    List<SubIds.Range> ranges = new ArrayList<>();
    if (parts.config().storage().rootless()) {
      for (int i = 0; i < own.ranges().size(); i++) {
        IdRange range = own.ranges().get(i);
        // 0 is the user that runs the engine.
        long first = Math.max(1, range.inside());
        if (range.inside() + range.count() > first) {
          ranges.add(new SubIds.Range(first, range.inside() + range.count() - first));
        }
      }
      return ranges;
    }
    String text = parts.disk().read(file);
    ranges.addAll(SubIds.of(text == null ? "" : text, defaults.owner()));
    if (ranges.isEmpty()) {
      throw ModeOptions.invalid(
          WHAT
              + "no ranges found for user \""
              + defaults.owner()
              + "\" in "
              + file
              + ": add a line such as "
              + defaults.owner()
              + ":2147483648:1073741824");
    }
    return ranges;
  }
}
