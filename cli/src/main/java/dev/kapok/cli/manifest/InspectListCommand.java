package dev.kapok.cli.manifest;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.image.ImageTransfer;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.StoredImage;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.sys.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code manifest inspect}: shows a list of this store, or one of a registry. */
public final class InspectListCommand implements Command {
  private static final String INDENT = "    ";

  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(ListArguments.registryOptions());
    options.add(Option.flag("verbose", 'v', "Added for Docker compatibility, has no effect"));
    return Usage.of(
        "Display the contents of a manifest list or image index", "[options] IMAGE", options);
  }

  @Override
  public int run(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() != 1) {
      throw new UsageException("accepts 1 arg(s), received " + words.size());
    }
    String name = words.getFirst();
    StoredImage found = session.services().engine().imageStore().find(name);
    try {
      session.print(
          found != null && found.list()
              ? new ImageTransfer(session, true).lists().document(found).json()
              : remote(session, name));
      return 0;
    } catch (IOException e) {
      throw ImageTransfer.failed("reading manifest list " + name, e);
    } catch (InvalidReferenceException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String remote(Session session, String name) throws IOException {
    String bare = ImageReference.withoutTransport(name);
    Arguments arguments = session.arguments();
    Registries registries =
        Registries.ofHost(session.services().kernel(), ListArguments.registry(arguments));
    ManifestDocument document =
        registries.firstAnswer(registries.candidates(bare), (_, choice) -> choice.top());
    if (!(document instanceof ManifestIndex)) {
      session
          .console()
          .err(
              "Warning: the manifest type "
                  + document.mediaType()
                  + " is not a manifest list but a single image\n");
    }
    return Json.write(
        Json.parseObject(new String(document.bytes(), StandardCharsets.UTF_8)), INDENT);
  }
}
