package dev.kapok.cli.tree;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.ImageParser;
import dev.kapok.libpod.CommitOptions;
import dev.kapok.libpod.KapokException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code commit}: makes an image of a container. */
public final class CommitCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Create new image based on the changed container",
        "[options] CONTAINER [IMAGE]",
        List.of(
            Option.text("author", 'a', "string", "Set the author for the image committed"),
            Option.list(
                "change",
                'c',
                "stringArray",
                "Apply instructions to the created image: CMD | ENTRYPOINT | ENV | EXPOSE | LABEL |"
                    + " ONBUILD | STOPSIGNAL | USER | VOLUME | WORKDIR"),
            Option.text(
                "format",
                'f',
                "string",
                "Format of the image manifest and metadata (oci or docker)"),
            Option.text("iidfile", "file", "Write the image ID to the file"),
            Option.flag("include-volumes", "Include container volumes as image volumes"),
            Option.text("message", 'm', "string", "Set commit message for imported image"),
            Option.flag("pause", 'p', "Pause container during commit"),
            Option.flag("quiet", 'q', "Suppress output"),
            Option.flag("squash", 's', "Squash newly built layers into a single new layer")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("need one or two arguments: the container, and the image's name");
    }
    CommitOptions options =
        new CommitOptions(
            words.size() < 2 ? null : ImageParser.name(words.get(1)),
            arguments.text("author"),
            arguments.text("message"),
            ImageParser.changes(arguments.list("change")),
            isDocker(arguments.text("format")),
            arguments.flag("squash"),
            arguments.flag("include-volumes"),
            arguments.flag("pause"));
    String id = session.services().engine().trees().commit(words.get(0), options);
    String file = arguments.text("iidfile");
    if (file != null) {
      write(file, id);
    }
    session.print(id);
    return 0;
  }

  private static boolean isDocker(@Nullable String format) {
    if (format == null || format.equals("oci")) {
      return false;
    }
    if (format.equals("docker")) {
      return true;
    }
    throw new UsageException("unrecognized image format \"" + format + "\"");
  }

  private static void write(String file, String id) {
    try {
      Files.write(Path.of(file), id.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.FAILED, "writing the image's id to " + file + ": " + e, e);
    }
  }
}
