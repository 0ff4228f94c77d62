package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.copy.LoadImages;
import dev.kapok.image.spec.Platform;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code load}: brings the images of an archive or a folder. */
public final class LoadCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Load image(s) from a tar archive",
        "[options]",
        List.of(
            Option.text(
                "input", 'i', "string", "Read from specified archive file (default: stdin)"),
            Option.flag("quiet", 'q', "Suppress the output")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    // As podman has it: an empty name is as good as none.
    String named = arguments.text("input");
    String input = named == null || named.isEmpty() ? null : named;
    if (input == null && session.services().terminals().isTerminal(0)) {
      throw new UsageException(
          "cannot read from terminal, use command-line redirection or --input");
    }
    ImageTransfer transfer = new ImageTransfer(session, arguments.flag("quiet"));
    for (StoredImage image : load(transfer, input)) {
      session.print("Loaded image: " + name(image));
    }
    return 0;
  }

  private static List<StoredImage> load(ImageTransfer transfer, @Nullable String input) {
    try {
      LoadImages load =
          new LoadImages(
              new OpenArchive(transfer.spool(), Platform.host()),
              transfer.copy(),
              ImageTransfer.policy());
      return input == null
          ? load.load(new FileInputStream(FileDescriptor.in))
          : load.load(Path.of(input));
    } catch (IOException e) {
      throw ImageTransfer.failed("loading " + (input == null ? "standard input" : input), e);
    }
  }

  private static String name(StoredImage image) {
    return image.names().isEmpty() ? "sha256:" + image.id() : String.join(",", image.names());
  }
}
