package dev.kapok.cli.command;

import dev.kapok.cli.args.Arguments;

/** One run of a command: the words it got, and its surroundings. */
public final class Session {
  private final String path;
  private final Arguments arguments;
  private final Arguments globals;
  private final Console console;

  /**
   * Binds a command's words to its surroundings.
   *
   * @param path the names that led to the command: {@code kapok container ls}
   */
  public Session(String path, Arguments arguments, Arguments globals, Console console) {
    this.path = path;
    this.arguments = arguments;
    this.globals = globals;
    this.console = console;
  }

  /** Returns the names that led to the command: {@code kapok container ls}. */
  public String path() {
    return path;
  }

  /** Returns the command's own options and words. */
  public Arguments arguments() {
    return arguments;
  }

  /** Returns the options that every command knows. */
  public Arguments globals() {
    return globals;
  }

  /** Returns where the command prints. */
  public Console console() {
    return console;
  }
}
