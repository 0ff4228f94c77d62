package dev.kapok.cli.container;

import dev.kapok.cli.command.Session;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.TimeParser;
import java.util.List;
import java.util.Map;

/** What lists of containers are filtered by. */
final class ListFilters {
  /** The filters that there are. */
  private static final List<String> KNOWN =
      List.of(
          "id",
          "name",
          "label",
          "label!",
          "status",
          "exited",
          "ancestor",
          "before",
          "since",
          "volume",
          "network",
          "pod",
          "until");

  /** The filters that podman has besides. */
  private static final List<String> LATER = List.of("health", "restart-policy", "command");

  private ListFilters() {}

  /** Reads what was typed; of "until", the moment is told in nanoseconds since the epoch. */
  static Map<String, List<String>> parse(Session session) {
    Map<String, List<String>> filters =
        FilterParser.parse(session.arguments().list("filter"), KNOWN, LATER);
    List<String> until = filters.get("until");
    for (int i = 0; until != null && i < until.size(); i++) {
      long moment = TimeParser.moment(until.get(i), session.services().now());
      until.set(i, Long.toString(moment));
    }
    return filters;
  }
}
