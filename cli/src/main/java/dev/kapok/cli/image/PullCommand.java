package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.image.StoredImage;
import dev.kapok.image.pull.PullImage;
import dev.kapok.image.pull.PullRequest;
import dev.kapok.image.registry.Registries;
import dev.kapok.image.spec.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pull}: brings images from registries and archives. */
public final class PullCommand implements Command {
  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>(RegistryArguments.options());
    options.addAll(
        List.of(
            Option.flag("all-tags", 'a', "All tagged images in the repository will be pulled"),
            Option.text(
                "arch",
                "ARCH",
                "Use ARCH instead of the architecture of the machine for choosing images"),
            Option.text("os", "OS", "Use OS instead of the running OS for choosing images"),
            Option.text(
                "platform",
                "string",
                "Specify the platform for selecting the image.  (Conflicts with arch and os)"),
            Option.text(
                "policy",
                "string",
                "Pull image policy (\"always\"|\"missing\"|\"never\"|\"newer\")"),
            Option.flag("quiet", 'q', "Suppress output information when pulling images"),
            Option.text(
                "variant",
                "string",
                "Use VARIANT instead of the running architecture variant for choosing images")));
    return Usage.of("Pull an image from a registry", "[options] IMAGE [IMAGE...]", options);
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    ImageTransfer transfer = new ImageTransfer(session, arguments.flag("quiet"));
    Platform platform = platform(arguments);
    for (String name : arguments.words()) {
      PullRequest request = new PullRequest(name, platform, policy(arguments));
      try {
        for (StoredImage image : pull(session, transfer, request)) {
          session.print(image.id());
        }
      } catch (IOException e) {
        throw ImageTransfer.failed("pulling " + name, e);
      }
    }
    return 0;
  }

  private static List<StoredImage> pull(
      Session session, ImageTransfer transfer, PullRequest request) throws IOException {
    Registries registries =
        Registries.ofHost(session.services().kernel(), RegistryArguments.read(session.arguments()));
    if (ShortNameMenu.canBeShown(session)) {
      registries.ask(new ShortNameMenu(session));
    }
    PullImage pull =
        new PullImage(
            session.services().engine().imageStore(),
            transfer.copy(),
            registries,
            transfer.spool(),
            transfer.progress(),
            ImageTransfer.policy());
    if (!session.arguments().flag("all-tags")) {
      return pull.pull(request);
    }
    String last = request.name().substring(request.name().lastIndexOf('/') + 1);
    if (last.indexOf(':') >= 0 || last.indexOf('@') >= 0) {
      throw new UsageException("tag can't be used with --all-tags/-a");
    }
    return pull.pullAllTags(request);
  }

  private static PullRequest.Policy policy(Arguments arguments) {
    try {
      return PullRequest.Policy.parse(arguments.text("policy", "always"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  static @Nullable Platform platform(Arguments arguments) {
    String whole = arguments.text("platform");
    boolean parts = arguments.given("arch") || arguments.given("os") || arguments.given("variant");
    if (whole != null && parts) {
      throw new UsageException("--platform option can not be specified with --arch or --os");
    }
    try {
      if (whole != null) {
        return Platform.parse(whole);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    Platform host = Platform.host();
    return parts
        ? Platform.normalized(
            arguments.text("os", host.os()),
            arguments.text("arch", host.architecture()),
            arguments.text("variant"))
        : null;
  }
}
