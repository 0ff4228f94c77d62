package dev.kapok.cli;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.system.VersionCommand;
import org.jspecify.annotations.Nullable;

/** Which class does what; only the chosen one is loaded. */
final class CommandTable {
  private CommandTable() {}

  /** Returns the command of a name without a noun, or null. */
  static @Nullable Command find(String name) {
    return switch (name) {
      case "version" -> new VersionCommand();
      default -> null;
    };
  }
}
