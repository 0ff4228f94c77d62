package dev.kapok.cli.container;

import java.util.List;

/** What lists of containers are filtered by. */
final class ListFilters {
  /** The filters that there are. */
  static final List<String> KNOWN =
      List.of(
          "id",
          "name",
          "label",
          "status",
          "exited",
          "ancestor",
          "before",
          "since",
          "volume",
          "network");

  /** The filters that podman has besides. */
  static final List<String> LATER = List.of("health", "pod", "until", "restart-policy", "command");

  private ListFilters() {}
}
