package dev.kapok.cli.manifest;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.registry.RegistryOptions;
import java.util.List;

/** {@code manifest remove}: takes an image out of a list. */
public final class RemoveInstanceCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of("Remove an entry from a manifest list or image index", "LIST IMAGE", List.of());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 2) {
      throw new UsageException("accepts 2 arg(s), received " + words.size());
    }
    return ListArguments.edit(
        session,
        "removing from manifest list " + words.getFirst(),
        RegistryOptions.DEFAULT,
        lists -> lists.remove(words.getFirst(), words.get(1)));
  }
}
