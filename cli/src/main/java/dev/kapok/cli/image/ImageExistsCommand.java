package dev.kapok.cli.image;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code image exists}: tells by the exit code whether an image is here. */
public final class ImageExistsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Check if an image exists in local storage", "IMAGE", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    return session.services().images().exists(words.get(0)) ? 0 : 1;
  }
}
