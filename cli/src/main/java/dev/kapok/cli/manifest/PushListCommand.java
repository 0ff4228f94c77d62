package dev.kapok.cli.manifest;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.image.ImageTransfer;
import dev.kapok.cli.image.SendArguments;
import dev.kapok.cli.image.SendList;
import dev.kapok.image.ImageReference;
import dev.kapok.image.StoredImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code manifest push}: sends a list, and the images in it, to a registry or a folder. */
public final class PushListCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(ListArguments.registryOptions());
    options.addAll(SendArguments.options());
    options.add(Option.flag("all", "Also push the images in the list (default true)"));
    options.add(Option.flag("purge", 'p', "Remove the manifest list if push succeeds"));
    options.add(Option.flag("rm", "Remove the manifest list if push succeeds"));
    return Usage.of(
        "Push a manifest list or image index to a registry",
        "[options] LIST [DESTINATION]",
        options);
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("accepts 1 to 2 args, received " + words.size());
    }
    ImageTransfer transfer = new ImageTransfer(session, arguments.flag("quiet"));
    StoredImage list = transfer.lists().require(words.getFirst());
    ImageReference own = list.nameMeantBy(words.getFirst());
    new SendList(transfer, arguments, ListArguments.registry(arguments))
        .send(list, words.size() == 2 ? words.get(1) : text(own), arguments.flag("all", true));
    if (arguments.flag("rm") || arguments.flag("purge")) {
      session.services().images().removeSeen(list.id(), true, list);
    }
    return 0;
  }

  private static String text(@Nullable ImageReference own) {
    if (own == null) {
      throw new UsageException(
          "the list is named by its id: say where it shall go, registry/name:tag for one");
    }
    return own.toString();
  }
}
