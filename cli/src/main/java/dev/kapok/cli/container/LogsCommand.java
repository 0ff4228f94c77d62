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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code logs}: what a container wrote. */
public final class LogsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Fetch the logs of one or more containers",
        "[options] CONTAINER [CONTAINER...]",
        options());
  }

  /** Returns the options that say what is printed, and how. */
  public static List<Option> options() {
    return List.of(
        Option.flag("color", "Output the containers with different colors in the log"),
        Option.flag("follow", 'f', "Follow log output.  The default is false"),
        Selection.latest(),
        Option.flag("names", 'n', "Output the container name in the log"),
        Option.text("since", "string", "Show logs since TIMESTAMP"),
        Option.number(
            "tail",
            "Output the specified number of LINES at the end of the logs.  Defaults to -1,"
                + " which prints all lines"),
        Option.flag("timestamps", 't', "Output the timestamps in the log"),
        Option.text("until", "string", "Show logs until TIMESTAMP"));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> names = Selection.of(session, false);
    if (arguments.flag(Selection.LATEST) && !arguments.words().isEmpty()) {
      throw new UsageException("--latest and containers cannot be used together");
    }
    print(session, names, names.size() > 1);
    return 0;
  }

  /**
   * Prints the logs of containers as the {@link #options} say.
   *
   * @param labelled whether each line begins with whose it is
   */
  public static void print(Session session, List<String> names, boolean labelled) {
    Arguments arguments = session.arguments();
    long now = session.services().now();
    LogOptions options =
        new LogOptions(
            arguments.flag("follow"),
            arguments.number("tail", -1),
            moment(arguments.text("since"), now),
            moment(arguments.text("until"), now),
            arguments.flag("timestamps"));
    session
        .services()
        .io()
        .logs(names, options, sinks(session, names.size(), options.follow(), labelled));
  }

  private static List<LogSink> sinks(Session session, int count, boolean follow, boolean several) {
    boolean color = session.arguments().flag("color");
    List<LogSink> sinks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LogSink plain = new ConsoleSink(session.console(), follow);
      sinks.add(
          several || color
              ? new LabelledLog(plain, several, session.arguments().flag("names"), color ? i : -1)
              : plain);
    }
    return sinks;
  }

  private static long moment(@Nullable String text, long now) {
    return text == null ? 0 : TimeParser.moment(text, now);
  }

  /** Passes on what comes; at once where somebody watches. */
  private record ConsoleSink(Console console, boolean follow) implements LogSink {
    @Override
    public void write(int stream, byte[] bytes, int offset, int length) {
      console.raw(stream == STDERR, bytes, offset, length);
      if (follow) {
        console.flush();
      }
    }
  }
}
