package dev.kapok.libpod.model;

import java.util.Locale;

/** Signals as users write them (signal(7)): "TERM", "sigterm", "15", "SIGRTMIN+3". */
public final class SignalNames {
  private static final int RTMIN = 34;
  private static final int RTMAX = 64;

  /** By number, from 1 (asm-generic/signal.h, which x86_64 and aarch64 share). */
  private static final String[] NAMES = {
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
  };

  private SignalNames() {}

  /** Returns a signal's number, 0 where the text is none. */
  public static int parse(String text) {
    String name = text.trim().toUpperCase(Locale.ROOT);
    int number = Digits.parse(name, 3);
    if (number >= 0) {
      return number <= RTMAX ? number : 0;
    }
    if (name.startsWith("SIG")) {
      name = name.substring(3);
    }
    if (name.startsWith("RTMIN")) {
      return realTime(name.substring(5), RTMIN, '+', 1);
    }
    if (name.startsWith("RTMAX")) {
      return realTime(name.substring(5), RTMAX, '-', -1);
    }
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return i + 1;
      }
    }
    return name.equals("POLL") ? 29 : name.equals("IOT") ? 6 : name.equals("CLD") ? 17 : 0;
  }

  private static int realTime(String rest, int base, char sign, int direction) {
    if (rest.isEmpty()) {
      return base;
    }
    int offset = rest.charAt(0) == sign ? Digits.parse(rest.substring(1), 3) : -1;
    return offset >= 0 && offset <= RTMAX - RTMIN ? base + direction * offset : 0;
  }

  /** Returns a signal's name with SIG, its number where it has none. */
  public static String name(int signal) {
    if (signal >= 1 && signal <= NAMES.length) {
      return "SIG" + NAMES[signal - 1];
    }
    if (signal >= RTMIN && signal <= RTMAX) {
      return signal == RTMIN ? "SIGRTMIN" : "SIGRTMIN+" + (signal - RTMIN);
    }
    return Integer.toString(signal);
  }
}
