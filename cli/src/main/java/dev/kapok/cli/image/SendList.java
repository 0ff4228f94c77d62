package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UsageException;
import dev.kapok.image.ListTarget;
import dev.kapok.image.StoredImage;
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.send.SendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sends a list of images to where a user said, as {@code push} and {@code manifest push} do. */
public final class SendList {
  private final ImageTransfer transfer;
  private final Arguments arguments;
  private final RegistryOptions registry;

  /** Takes what the user said of format, compression and {@code --digestfile}. */
  public SendList(ImageTransfer transfer, Arguments arguments, RegistryOptions registry) {
    this.transfer = transfer;
    this.arguments = arguments;
    this.registry = registry;
  }

  /**
   * Sends a list.
   *
   * @param all whether its images are sent, too
   */
  public void send(StoredImage list, String to, boolean all) {
    SendOptions options = SendArguments.read(arguments);
    Destination destination = Destination.parse(to);
    try (ListTarget target = destination.openForList(transfer, arguments, registry)) {
      String digest =
          transfer
              .listSender(registry)
              .push(list, target, List.of(), all, options)
              .digest()
              .toString();
      target.commit();
      writeDigest(arguments, digest);
    } catch (IOException e) {
      throw ImageTransfer.failed("pushing list " + list.id() + " to " + destination.text(), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Does what {@code --digestfile} says. */
  static void writeDigest(Arguments arguments, String digest) throws IOException {
    String file = arguments.text("digestfile");
    if (file != null) {
      Files.writeString(Path.of(file), digest);
    }
  }
}
