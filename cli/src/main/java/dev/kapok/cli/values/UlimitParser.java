package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.Ulimit;

/** {@code --ulimit NAME=SOFT[:HARD]}; −1 is unlimited (getrlimit(2)). */
public final class UlimitParser {
  private UlimitParser() {}

  /** Reads one value. */
  public static Ulimit parse(String text) {
    if (text.equals("host")) {
      throw NotSupported.value("--ulimit", "host");
    }
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw bad(text, "it must have the form NAME=SOFT[:HARD]");
    }
    String name = text.substring(0, equals);
    if (!Ulimit.isKnown(name)) {
      throw bad(text, "unknown limit \"" + name + "\"");
    }
    String values = text.substring(equals + 1);
    int colon = values.indexOf(':');
    long soft = value(text, colon < 0 ? values : values.substring(0, colon));
    long hard = colon < 0 ? soft : value(text, values.substring(colon + 1));
    if (hard >= 0 && (soft < 0 || soft > hard)) {
      throw bad(text, "the soft limit must not exceed the hard limit");
    }
    return new Ulimit(name, soft, hard);
  }

  private static long value(String text, String number) {
    try {
      long value = number.equals("unlimited") ? -1 : Long.parseLong(number);
      if (value >= -1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw bad(text, "\"" + number + "\" is no limit");
  }

  private static UsageException bad(String text, String reason) {
    return new UsageException("invalid value for --ulimit \"" + text + "\": " + reason);
  }
}
