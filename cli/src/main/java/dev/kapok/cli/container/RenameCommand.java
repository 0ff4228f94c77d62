package dev.kapok.cli.container;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.List;

/** {@code rename}: gives a container another name. */
public final class RenameCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Rename an existing container", "CONTAINER NAME", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 2) {
      throw new UsageException("accepts 2 arg(s), received " + words.size());
    }
    session.services().lifecycle().rename(words.get(0), words.get(1));
    return 0;
  }
}
