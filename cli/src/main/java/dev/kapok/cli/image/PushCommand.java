package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.StoredImage;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.send.SendOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code push}: sends an image to a registry, an archive or a folder. */
public final class PushCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(RegistryArguments.options());
    options.addAll(SendArguments.options());
    options.add(
        Option.flag(
            "compress",
            "Compress tarball image layers when pushing to a directory using the 'dir'"
                + " transport"));
    options.add(
        Option.flag("disable-content-trust", "This is a Docker specific option and is a NOOP"));
    return Usage.of(
        "Push an image to a specified destination", "[options] IMAGE [DESTINATION]", options);
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("accepts 1 to 2 args, received " + words.size());
    }
    RegistryOptions registry = RegistryArguments.read(arguments);
    ImageTransfer transfer = new ImageTransfer(session, arguments.flag("quiet"));
    String name = words.get(0);
    StoredImage list = transfer.onlyList(name);
    StoredImage image = list == null ? transfer.find(name) : list;
    ImageReference own = image.nameMeantBy(name);
    String to = words.size() == 2 ? words.get(1) : text(own);
    if (list == null) {
      push(transfer, image, own, to, arguments, registry);
    } else {
      new SendList(transfer, arguments, registry).send(list, to, true);
    }
    return 0;
  }

  private static void push(
      ImageTransfer transfer,
      StoredImage image,
      @Nullable ImageReference own,
      String to,
      Arguments arguments,
      RegistryOptions registry) {
    SendOptions options = SendArguments.read(arguments);
    Destination destination = Destination.parse(to);
    try (ImageTarget target = destination.open(transfer, arguments, registry)) {
      String digest =
          transfer
              .sender()
              .send(image, target, destination.names(own), options)
              .digest()
              .toString();
      target.commit();
      SendList.writeDigest(arguments, digest);
    } catch (IOException e) {
      throw ImageTransfer.failed(
          "pushing " + (own == null ? image.id() : own) + " to " + destination.text(), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(@Nullable ImageReference own) {
    if (own == null) {
      throw new UsageException(
          "the image is named by its id: say where it shall go, registry/name:tag for one");
    }
    return own.toString();
  }
}
