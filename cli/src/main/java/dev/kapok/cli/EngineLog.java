package dev.kapok.cli;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Console;
import dev.kapok.libpod.log.LogTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the engine itself does, on standard error, as podman writes it: {@code time="…" level=debug
 * msg="…"}. Made only where {@code --log-level} is given; without it nothing is said.
 */
final class EngineLog implements Consumer<String> {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS = 1000;

  /** The most talkative first. */
  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "warning", "error", "fatal", "panic");

  private final Console console;
  private final int level;

  /**
   * Makes a log.
   *
   * @param level what {@code --log-level} says
   * @throws UsageException where that is no level
   */
  EngineLog(Console console, String level) {
    this.console = console;
    this.level = LEVELS.indexOf(level.toLowerCase(Locale.ROOT));
    if (this.level < 0) {
      throw new UsageException(
          "log level \""
              + level
              + "\" is not supported, choose from: "
              + String.join(", ", LEVELS));
    }
  }

  /** Tells whether details are wanted. */
  boolean isDebug() {
    return level <= LEVELS.indexOf("debug");
  }

  /** Tells what happens. */
  void info(String message) {
    if (level <= LEVELS.indexOf("info")) {
      write("info", message);
    }
  }

  /** Tells how it happens. */
  void debug(String message) {
    if (isDebug()) {
      write("debug", message);
    }
  }

  /** Takes a detail. */
  @Override
  public void accept(String message) {
    debug(message);
  }

  private void write(String name, String message) {
    long seconds = System.currentTimeMillis() / MILLIS;
    String time = LogTime.format(seconds * MILLIS * NANOS_PER_MILLI);
    console.err("time=\"" + time + "\" level=" + name + " msg=" + quoted(message) + "\n");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
