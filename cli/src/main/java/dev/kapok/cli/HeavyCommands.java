package dev.kapok.cli;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.image.ImportCommand;
import dev.kapok.cli.image.LoadCommand;
import dev.kapok.cli.image.PullCommand;
import dev.kapok.cli.system.ServiceCommand;
import org.jspecify.annotations.Nullable;

/**
 * The commands that bring images, and the service. They run in a JVM with the ordinary class path;
 * a class of its own, so that the verifier of a light command's JVM never looks for their
 * libraries.
 */
final class HeavyCommands {
  private HeavyCommands() {}

  static @Nullable Command find(String name) {
    return switch (name) {
      case "import" -> new ImportCommand();
      case "load" -> new LoadCommand();
      case "pull" -> new PullCommand();
      case "service" -> new ServiceCommand();
      default -> null;
    };
  }
}
