package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.LogOptions;
import dev.kapok.libpod.LogSink;
import dev.kapok.libpod.log.LineCounter;
import dev.kapok.libpod.log.LinePrinter;
import dev.kapok.libpod.log.LogFile;
import dev.kapok.libpod.log.LogParser;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.parts.EngineParts;

/** Reads a container's log, and follows it until the container ends. */
final class ContainerLogs {
  private static final long POLL = 50;

  private final EngineParts parts;
  private final LogOptions options;
  private final LogSink sink;

  ContainerLogs(EngineParts parts, LogOptions options, LogSink sink) {
    this.parts = parts;
    this.options = options;
    this.sink = sink;
  }

  /** Writes the log to the sink. */
  void read(String nameOrId) {
    Container container = parts.containers().find(nameOrId);
    String path = path(container);
    long skip = options.tail() < 0 ? 0 : Math.max(0, count(path) - options.tail());
    LinePrinter printer =
        new LinePrinter(sink, options.since(), options.until(), skip, options.timestamps());
    LogParser parser = new LogParser(printer);
    try (LogFile file = new LogFile(parts.kernel(), path)) {
      boolean more;
      do {
        // What was written before the end was seen is read after it.
        more = options.follow() && runs(container.config().id()) && !pastUntil();
        file.read(parser);
        printer.flush();
        if (more) {
          parts.clock().sleep(POLL);
        }
      } while (more);
    }
  }

  private String path(Container container) {
    LifecycleConfig lifecycle = container.config().lifecycle();
    if (lifecycle.logDriver().equals("none")) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "this container is using the 'none' log driver, cannot read logs");
    }
    String asked = lifecycle.logPath();
    return asked != null ? asked : parts.paths().log(container.config().id());
  }

  private long count(String path) {
    LineCounter counter = new LineCounter(options.since(), options.until());
    try (LogFile file = new LogFile(parts.kernel(), path)) {
      file.read(new LogParser(counter));
    }
    return counter.count();
  }

  private boolean pastUntil() {
    return options.until() != 0 && parts.clock().now() > options.until();
  }

  /** Tells whether the container still writes; conmon may, a little longer than its process. */
  private boolean runs(String id) {
    Container container = parts.containers().get(id);
    return container != null
        && container.state().status().hasProcess()
        && new Refresh(parts).isMonitored(container.state());
  }
}
