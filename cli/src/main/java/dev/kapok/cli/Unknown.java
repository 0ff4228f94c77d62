package dev.kapok.cli;

import dev.kapok.cli.args.UnknownOptionException;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.NotSupported;
import java.util.ArrayList;
import java.util.List;

/** Words that mean nothing here: podman's are named as such, others get a suggestion. */
final class Unknown {
  private Unknown() {}

  /** Explains an option that a command does not have. */
  static UsageException option(String path, UnknownOptionException unknown) {
    String option = unknown.option();
    boolean global = path.indexOf(' ') < 0;
    if (GlobalOptions.LATER.contains(" " + option + " ")
        || (!global && RefusedOptions.of(path).contains(" " + option + " "))) {
      return NotSupported.option(option);
    }
    return UsageException.badOption(String.valueOf(unknown.getMessage()));
  }

  /** Explains a command that does not exist. */
  static UsageException command(String name) {
    if (RefusedCommands.TOP.contains(" " + name + " ")) {
      return NotSupported.command(name);
    }
    return new UsageException(
        "unrecognized command `kapok "
            + name
            + "`"
            + suggestions(name)
            + "\nTry 'kapok --help' for more information");
  }

  /** Explains a command behind a noun that does not exist. */
  static UsageException command(String noun, String name) {
    if (RefusedCommands.of(noun).contains(" " + name + " ")) {
      return NotSupported.command(noun + " " + name);
    }
    return new UsageException(
        "unrecognized command `kapok "
            + noun
            + " "
            + name
            + "`\nTry 'kapok "
            + noun
            + " --help' for more information");
  }

  private static String suggestions(String name) {
    List<String> near = new ArrayList<>();
    for (int i = 0; i < CommandTable.TOP.size(); i++) {
      String candidate = CommandTable.TOP.get(i);
      if (candidate.startsWith(name) || distance(candidate, name) <= 2) {
        near.add(candidate);
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < near.size(); i++) {
      text.append(i == 0 ? "\n\nDid you mean this?" : "").append("\n\t").append(near.get(i));
    }
    return near.isEmpty() ? "" : text.append('\n').toString();
  }

  /** Levenshtein's distance: how many letters are to be added, removed or changed. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
