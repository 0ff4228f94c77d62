package dev.kapok.cli;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Console;
import dev.kapok.cli.format.TemplateException;
import dev.kapok.libpod.KapokException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Tells the user what went wrong, and a script by the exit code. */
final class FailureReport {
  /** The exit code of the engine's own failures, as podman's. */
  static final int FAILED = 125;

  /** The container's command cannot be executed. */
  private static final int NOT_EXECUTABLE = 126;

  /** The container's command was not found. */
  private static final int NOT_FOUND = 127;

  private final Console console;
  private final String path;
  private final boolean detailed;

  /**
   * Prepares a report.
   *
   * @param path the names that led to the command
   * @param logLevel what {@code --log-level} says; the place of a failure is told from "debug" on
   */
  FailureReport(Console console, String path, String logLevel) {
    this.console = console;
    this.path = path;
    this.detailed = logLevel.equals("debug") || logLevel.equals("trace");
  }

  int report(Throwable failure) {
    console.err("Error: " + printable(text(failure)) + "\n");
    if (failure instanceof UsageException usage && usage.hinted()) {
      console.err("See '" + path + " --help'\n");
    }
    if (detailed) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      console.err(trace.toString());
    }
    return failure instanceof KapokException known ? code(known.kind()) : FAILED;
  }

  /** A failure that nobody foresaw names its kind, so that it can be reported. */
  private static String text(Throwable failure) {
    String message = failure.getMessage();
    boolean foreseen =
        failure instanceof UsageException
            || failure instanceof KapokException
            || failure instanceof TemplateException
            || failure instanceof UncheckedIOException
            || failure.getClass().getName().startsWith("dev.kapok.");
    if (foreseen && message != null) {
      return message;
    }
    return "internal error: "
        + failure.getClass().getName()
        + (message == null ? "" : ": " + message)
        + "; --log-level=debug shows where";
  }

  /** What servers and files say in a message must not move the cursor of a terminal. */
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLayout = c == '\n' || c == '\t';
      safe.append(Character.isISOControl(c) && !isLayout ? ' ' : c);
    }
    return safe.toString();
  }

  private int code(KapokException.Kind kind) {
    return switch (kind) {
      case COMMAND_NOT_EXECUTABLE -> NOT_EXECUTABLE;
      case COMMAND_NOT_FOUND -> NOT_FOUND;
      case START_FAILED -> path.endsWith(" run") ? NOT_EXECUTABLE : FAILED;
      case NOT_FOUND, EXISTS, IN_USE, WRONG_STATE, INVALID, NOT_SUPPORTED, FAILED -> FAILED;
    };
  }
}
