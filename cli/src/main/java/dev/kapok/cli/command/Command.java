package dev.kapok.cli.command;

/**
 * One command of the command line.
 *
 * <p>An object is made for one run, so it may build its usage anew at each call. It prints what the
 * user asked for through the session's {@link Console} and returns the exit code; failures are
 * thrown, and reported by {@code Main}.
 */
public interface Command {
  /** Describes the words it takes. */
  Usage usage();

  /** Does what the words say; returns the exit code. */
  int run(Session session);
}
