package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;

/** Signals by name, with or without SIG, or by number (signal(7), x86 and arm numbers). */
public final class SignalParser {
  private static final String[] NAMES = {
    "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
  };
  private static final int RTMIN = 34;
  private static final int RTMAX = 64;

  private SignalParser() {}

  /** Reads a signal; returns its number. */
  public static int parse(String text) {
    int number = Words.isNumber(text) ? Integer.parseInt(text) : byName(text);
    if (number < 1 || number > RTMAX) {
      throw new UsageException("invalid signal: " + text);
    }
    return number;
  }

  private static int byName(String text) {
    StringBuilder upper = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    String name = upper.toString();
    if (name.startsWith("SIG")) {
      name = name.substring(3);
    }
    for (int i = 1; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return i;
      }
    }
    return alias(name);
  }

  private static int alias(String name) {
    if (name.startsWith("RTMIN")) {
      return RTMIN + offset(name.substring(5), '+');
    }
    if (name.startsWith("RTMAX")) {
      return RTMAX - offset(name.substring(5), '-');
    }
    return switch (name) {
      case "IOT" -> 6;
      case "CLD" -> 17;
      case "POLL" -> 29;
      default -> 0;
    };
  }

  /** Reads "+3"; an offset that leads out of all signals for what is none. */
  private static int offset(String text, char sign) {
    if (text.isEmpty()) {
      return 0;
    }
    boolean valid = text.charAt(0) == sign && Words.isNumber(text.substring(1));
    int offset = valid ? Integer.parseInt(text.substring(1)) : RTMAX;
    return Math.min(offset, RTMAX);
  }
}
