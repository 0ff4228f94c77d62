package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.SignalNames;

/** Signals by name, with or without SIG, or by number. */
public final class SignalParser {
  private SignalParser() {}

  /** Reads a signal; returns its number. */
  public static int parse(String text) {
    int number = SignalNames.parse(text);
    if (number == 0) {
      throw new UsageException("invalid signal: " + text);
    }
    return number;
  }
}
