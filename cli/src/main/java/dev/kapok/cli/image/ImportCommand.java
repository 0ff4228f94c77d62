package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.ImageParser;
import dev.kapok.cli.values.NotSupported;
import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.ImportImage;
import dev.kapok.image.copy.ImportRequest;
import dev.kapok.image.spec.Platform;
import dev.kapok.libpod.Engine;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

/** {@code import}: makes an image of a root file system in a tar. */
public final class ImportCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Import a tarball to create a filesystem image",
        "[options] PATH [REFERENCE]",
        List.of(
            Option.text("arch", "string", "Set the architecture of the imported image"),
            Option.list(
                "change",
                'c',
                "stringArray",
                "Apply instructions to the created image: CMD | ENTRYPOINT | ENV | EXPOSE | LABEL |"
                    + " ONBUILD | STOPSIGNAL | USER | VOLUME | WORKDIR"),
            Option.text("message", 'm', "string", "Set commit message for imported image"),
            Option.text("os", "string", "Set the OS of the imported image"),
            Option.flag("quiet", 'q', "Suppress output"),
            Option.text("variant", "string", "Set the variant of the imported image")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("need one or two arguments: the tarball, and the image's name");
    }
    String path = words.get(0);
    if (path.startsWith("http://") || path.startsWith("https://")) {
      throw NotSupported.command("import of a URL");
    }
    Platform platform = PullCommand.platform(arguments);
    ImportRequest request =
        new ImportRequest(
            path.equals("-") ? "stdin" : path,
            words.size() < 2 ? null : ImageParser.name(words.get(1)),
            arguments.text("message"),
            ImageParser.changes(arguments.list("change")),
            platform == null ? Platform.host() : platform);
    session.print("sha256:" + importTar(session, path, request).id());
    return 0;
  }

  private static StoredImage importTar(Session session, String path, ImportRequest request) {
    Engine engine = session.services().engine();
    ImportImage verb =
        new ImportImage(
            engine.database(), engine.layerStore(), engine.imageStore(), Clock.systemUTC());
    try (InputStream in =
        path.equals("-") ? new FileInputStream(FileDescriptor.in) : new FileInputStream(path)) {
      return verb.importTar(in, request);
    } catch (IOException e) {
      throw ImageTransfer.failed("importing " + path, e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
