package dev.kapok.cli;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.image.ImageTreeCommand;
import dev.kapok.cli.image.ImportCommand;
import dev.kapok.cli.image.LoadCommand;
import dev.kapok.cli.image.LoginCommand;
import dev.kapok.cli.image.LogoutCommand;
import dev.kapok.cli.image.PruneImagesCommand;
import dev.kapok.cli.image.PullCommand;
import dev.kapok.cli.image.PushCommand;
import dev.kapok.cli.image.SaveCommand;
import dev.kapok.cli.image.SearchCommand;
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
      case "login" -> new LoginCommand();
      case "logout" -> new LogoutCommand();
      case "prune" -> new PruneImagesCommand();
      case "pull" -> new PullCommand();
      case "push" -> new PushCommand();
      case "save" -> new SaveCommand();
      case "search" -> new SearchCommand();
      case "service" -> new ServiceCommand();
      case "tree" -> new ImageTreeCommand();
      default -> null;
    };
  }
}
