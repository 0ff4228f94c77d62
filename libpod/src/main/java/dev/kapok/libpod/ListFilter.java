package dev.kapok.libpod;

import java.util.List;
import java.util.Map;

/**
 * Which containers a list shows.
 *
 * @param all whether those that do not run are shown
 * @param last only the newest n, whatever their state; 0 for no such limit
 * @param size whether sizes are measured
 * @param filters values by key, as typed after {@code --filter}: "name", "id", "label", "status",
 *     "exited", "ancestor", "before", "since", "volume" (its name, or where it is mounted), "until"
 *     (nanoseconds since the epoch) …; within a key one must fit (of labels all), of the keys all
 */
public record ListFilter(boolean all, int last, boolean size, Map<String, List<String>> filters) {
  /** All containers. */
  public static final ListFilter ALL = new ListFilter(true, 0, false, Map.of());

  /** Those that run. */
  public static final ListFilter RUNNING = new ListFilter(false, 0, false, Map.of());
}
