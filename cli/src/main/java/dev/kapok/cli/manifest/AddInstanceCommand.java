package dev.kapok.cli.manifest;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.list.InstanceChange;
import java.util.ArrayList;
import java.util.List;

/** {@code manifest add}: adds images to a list. */
public final class AddInstanceCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(ListArguments.registryOptions());
    options.add(Option.flag("all", "Add all of the list's images if the image is a list"));
    options.addAll(ListArguments.platformOptions());
    return Usage.of(
        "Add images to a manifest list or image index", "[options] LIST IMAGE [IMAGE...]", options);
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.size() < 2) {
      throw new UsageException("requires at least 2 arg(s), only received " + words.size());
    }
    InstanceChange change = ListArguments.change(arguments);
    return ListArguments.edit(
        session,
        "adding to manifest list " + words.getFirst(),
        ListArguments.registry(arguments),
        lists ->
            lists.add(words.getFirst(), arguments.wordsFrom(1), arguments.flag("all"), change));
  }
}
