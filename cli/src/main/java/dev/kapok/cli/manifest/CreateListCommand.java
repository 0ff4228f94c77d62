package dev.kapok.cli.manifest;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import java.util.ArrayList;
import java.util.List;

/** {@code manifest create}: makes a list of images. */
public final class CreateListCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(ListArguments.registryOptions());
    options.addAll(
        List.of(
            Option.flag("all", "Add all of the lists' images if the images to add are lists"),
            Option.flag(
                "amend",
                'a',
                "Modify an existing list if one with the desired name already exists")));
    return Usage.of("Create manifest list or image index", "[options] LIST [IMAGE...]", options);
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    String name = words.getFirst();
    if (name.isEmpty()) {
      throw new UsageException("no name specified for creating a manifest list");
    }
    return ListArguments.edit(
        session,
        "creating manifest list " + name,
        ListArguments.registry(arguments),
        lists ->
            lists.create(
                name, arguments.wordsFrom(1), arguments.flag("all"), arguments.flag("amend")));
  }
}
