package dev.kapok.cli.image;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code untag}: takes names away from an image. */
public final class UntagCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Remove a name from a local image", "IMAGE [IMAGE...]", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    session.services().images().untag(words.get(0), session.arguments().wordsFrom(1));
    return 0;
  }
}
