package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.TimeParser;
import java.util.ArrayList;
import java.util.List;

/** {@code wait}: blocks until containers end, and prints their exit codes. */
public final class WaitCommand implements Command {
  private static final long NANOS_PER_MILLI = 1_000_000;

  @Override
  public Usage usage() {
    return Usage.of(
        "Block on one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        List.of(
            Option.commaList("condition", "strings", "Condition to wait on"),
            Option.text(
                "interval",
                'i',
                "string",
                "Time Interval to wait before polling for completion (default \"250ms\")"),
            Selection.latest()));
  }

  @Override
  public int run(Session session) {
    long interval = interval(session.arguments().text("interval", "250ms"));
    List<String> conditions = conditions(session.arguments().list("condition"));
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return Integer.toString(session.services().io().await(name, conditions, interval));
          }
        };
    each.over(Selection.of(session, false));
    return each.code();
  }

  private static List<String> conditions(List<String> typed) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      conditions.add(checked(typed.get(i)));
    }
    return conditions;
  }

  private static String checked(String condition) {
    return switch (condition) {
      case "configured",
          "created",
          "exited",
          "initialized",
          "paused",
          "removing",
          "running",
          "stopped",
          "stopping" ->
          condition;
      case "healthy", "unhealthy" ->
          throw dev.kapok.cli.values.NotSupported.value("--condition", condition);
      default -> throw new UsageException("unknown container state: " + condition);
    };
  }

  /** A number without a unit counts milliseconds. */
  private static long interval(String text) {
    try {
      return Math.max(1, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Math.max(1, TimeParser.span(text) / NANOS_PER_MILLI);
    }
  }
}
