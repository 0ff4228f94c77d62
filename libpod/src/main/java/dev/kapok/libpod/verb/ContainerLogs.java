package dev.kapok.libpod.verb;

import dev.kapok.libpod.LogOptions;
import dev.kapok.libpod.LogSink;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import java.util.ArrayList;
import java.util.List;

/** Reads containers' logs one after another, and follows them in turn until all ended. */
final class ContainerLogs {
  private static final long POLL = 50;

  private final EngineParts parts;
  private final LogOptions options;

  ContainerLogs(EngineParts parts, LogOptions options) {
    this.parts = parts;
    this.options = options;
  }

  /** Writes the logs to their sinks; nothing where one of the containers is unknown. */
  void read(List<String> nameOrIds, List<? extends LogSink> sinks) {
    List<LogFollower> followers = new ArrayList<>();
    try {
      for (int i = 0; i < nameOrIds.size(); i++) {
        Container container = parts.containers().find(nameOrIds.get(i));
        sinks.get(i).begin(container.config().id(), container.config().name());
        followers.add(new LogFollower(parts, container, options, sinks.get(i)));
      }
      while (step(followers)) {
        parts.clock().sleep(POLL);
      }
      for (int i = 0; i < sinks.size(); i++) {
        sinks.get(i).end();
      }
    } finally {
      for (int i = 0; i < followers.size(); i++) {
        followers.get(i).close();
      }
    }
  }

  private static boolean step(List<LogFollower> followers) {
    boolean more = false;
    for (int i = 0; i < followers.size(); i++) {
      more |= followers.get(i).step();
    }
    return more;
  }
}
