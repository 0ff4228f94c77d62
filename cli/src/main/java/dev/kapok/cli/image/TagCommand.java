package dev.kapok.cli.image;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code tag}: gives an image more names. */
public final class TagCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Add an additional name to a local image", "IMAGE TARGET_NAME [TARGET_NAME...]", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() < 2) {
      throw new UsageException("requires at least 2 arg(s), only received " + words.size());
    }
    for (int i = 1; i < words.size(); i++) {
      session.services().images().tag(words.get(0), words.get(i));
    }
    return 0;
  }
}
