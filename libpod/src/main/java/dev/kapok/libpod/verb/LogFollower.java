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

/** Reads one container's log step by step, and knows when nothing will come any more. */
final class LogFollower implements AutoCloseable {
  private final EngineParts parts;
  private final LogOptions options;
  private final String id;
  private final LogFile file;
  private final LinePrinter printer;
  private final LogParser parser;
  private boolean ended;

  /** Counts the lines where only the last are wanted; prints nothing yet. */
  LogFollower(EngineParts parts, Container container, LogOptions options, LogSink sink) {
    this.parts = parts;
    this.options = options;
    this.id = container.config().id();
    String path = path(container);
    long skip = options.tail() < 0 ? 0 : Math.max(0, count(path) - options.tail());
    this.printer =
        new LinePrinter(sink, options.since(), options.until(), skip, options.timestamps());
    this.parser = new LogParser(printer);
    this.file = new LogFile(parts.kernel(), path);
  }

  /** Prints what is there; tells whether more may come. */
  boolean step() {
    if (ended) {
      return false;
    }
    // What was written before the end was seen is read after it.
    ended = !options.follow() || !runs() || pastUntil();
    file.read(parser);
    printer.flush();
    return !ended;
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
    try (LogFile counted = new LogFile(parts.kernel(), path)) {
      counted.read(new LogParser(counter));
    }
    return counter.count();
  }

  private boolean pastUntil() {
    return options.until() != 0 && parts.clock().now() > options.until();
  }

  /** Tells whether the container still writes; conmon may, a little longer than its process. */
  private boolean runs() {
    Container container = parts.containers().get(id);
    return container != null
        && container.state().status().hasProcess()
        && new Refresh(parts).isMonitored(container.state());
  }

  @Override
  public void close() {
    file.close();
  }
}
