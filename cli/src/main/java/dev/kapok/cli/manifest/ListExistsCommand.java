package dev.kapok.cli.manifest;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.list.ListStore;
import dev.kapok.libpod.Engine;
import java.util.List;

/** {@code manifest exists}: tells by the exit code whether a list is here. */
public final class ListExistsCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Check if a manifest list exists in local storage", "MANIFEST", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    Engine engine = session.services().engine();
    try {
      new ListStore(engine.database(), engine.imageStore()).require(words.getFirst());
      return 0;
    } catch (ImageNotFoundException _) {
      return 1;
    }
  }
}
