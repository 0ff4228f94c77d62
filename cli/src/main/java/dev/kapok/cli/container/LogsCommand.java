package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Console;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.libpod.LogOptions;
import dev.kapok.libpod.LogSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code logs}: what a container wrote. */
public final class LogsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Fetch the logs of one or more containers",
        "[options] CONTAINER",
        List.of(
            Option.flag("follow", 'f', "Follow log output.  The default is false"),
            Selection.latest(),
            Option.text("since", "string", "Show logs since TIMESTAMP"),
            Option.number(
                "tail",
                "Output the specified number of LINES at the end of the logs.  Defaults to -1,"
                    + " which prints all lines"),
            Option.flag("timestamps", 't', "Output the timestamps in the log"),
            Option.text("until", "string", "Show logs until TIMESTAMP")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().size() > Selection.wordsTaken(session)) {
      throw new UsageException("kapok: logs of several containers at once are not supported yet");
    }
    String name = Selection.one(session);
    long now = session.services().now();
    LogOptions options =
        new LogOptions(
            arguments.flag("follow"),
            arguments.number("tail", -1),
            moment(arguments.text("since"), now),
            moment(arguments.text("until"), now),
            arguments.flag("timestamps"));
    session.services().io().logs(name, options, new ConsoleSink(session.console(), options));
    return 0;
  }

  private static long moment(@Nullable String text, long now) {
    return text == null ? 0 : TimeParser.moment(text, now);
  }

  /** Passes on what comes; at once where somebody watches. */
  private record ConsoleSink(Console console, LogOptions options) implements LogSink {
    @Override
    public void write(int stream, byte[] bytes, int offset, int length) {
      console.raw(stream == STDERR, bytes, offset, length);
      if (options.follow()) {
        console.flush();
      }
    }
  }
}
