package dev.kapok.cli.network;

import dev.kapok.cli.command.Session;
import dev.kapok.libpod.Networks;
import java.util.List;

/** Files that a command passed over: no reason to fail, but the user should know. */
final class Problems {
  private Problems() {}

  static void tell(Session session, Networks networks) {
    List<String> problems = networks.problems();
    for (int i = 0; i < problems.size(); i++) {
      session.console().err("Warning: " + printable(problems.get(i)) + "\n");
    }
  }

  /** What stands in a file's name must not move the cursor of a terminal. */
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      safe.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
    }
    return safe.toString();
  }
}
