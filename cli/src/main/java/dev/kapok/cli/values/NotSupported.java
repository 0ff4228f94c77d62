package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;

/** What podman has and Kapok does not have yet: refused by name, never ignored. */
public final class NotSupported {
  private NotSupported() {}

  /** Refuses an option: {@code --pod}. */
  public static UsageException option(String option) {
    return new UsageException("kapok: option " + option + " is not supported yet");
  }

  /** Refuses a value of an option: {@code --volume}, {@code idmap}. */
  public static UsageException value(String option, String value) {
    return new UsageException("kapok: " + value + " in option " + option + " is not supported yet");
  }

  /** Refuses a command: {@code pod create}. */
  public static UsageException command(String command) {
    return new UsageException("kapok: command " + command + " is not supported yet");
  }
}
