package dev.kapok.cli.manifest;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.list.InstanceChange;
import dev.kapok.image.registry.RegistryOptions;
import java.util.List;

/** {@code manifest annotate}: changes what a list says of one of its images. */
public final class AnnotateCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Add or update information about an entry in a manifest list or image index",
        "[options] LIST IMAGE",
        ListArguments.platformOptions());
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 2) {
      throw new UsageException("accepts 2 arg(s), received " + words.size());
    }
    InstanceChange change = ListArguments.change(session.arguments());
    return ListArguments.edit(
        session,
        "annotating manifest list " + words.getFirst(),
        RegistryOptions.DEFAULT,
        lists -> lists.annotate(words.getFirst(), words.get(1), change));
  }
}
