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
import dev.kapok.image.registry.RegistryOptions;
import dev.kapok.image.spec.Platform;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pull}: brings images from registries and archives. */
public final class PullCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Pull an image from a registry",
        "[options] IMAGE [IMAGE...]",
        List.of(
            Option.text(
                "arch",
                "ARCH",
                "Use ARCH instead of the architecture of the machine for choosing images"),
            Option.text("authfile", "string", "Path of the authentication file"),
            Option.text(
                "cert-dir",
                "Pathname",
                "Pathname of a directory containing TLS certificates and keys"),
            Option.text(
                "creds",
                "Credentials",
                "Credentials (USERNAME:PASSWORD) to use for authenticating to a registry"),
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
            Option.flag(
                "tls-verify",
                "Require HTTPS and verify certificates when contacting registries (default true)"),
            Option.text(
                "variant",
                "string",
                "Use VARIANT instead of the running architecture variant for choosing images")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.words().isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    ImageTransfer transfer = new ImageTransfer(session, arguments.flag("quiet"));
    PullImage pull =
        new PullImage(
            session.services().engine().imageStore(),
            transfer.copy(),
            Registries.ofHost(session.services().kernel(), options(arguments)),
            transfer.spool(),
            transfer.progress());
    Platform platform = platform(arguments);
    for (String name : arguments.words()) {
      List<StoredImage> images;
      try {
        images = pull.pull(new PullRequest(name, platform, policy(arguments)));
      } catch (IOException e) {
        throw ImageTransfer.failed("pulling " + name, e);
      }
      for (StoredImage image : images) {
        session.print(image.id());
      }
    }
    return 0;
  }

  private static RegistryOptions options(Arguments arguments) {
    return new RegistryOptions(
        arguments.text("authfile"),
        arguments.text("creds"),
        arguments.text("cert-dir"),
        arguments.given("tls-verify") ? Boolean.valueOf(arguments.flag("tls-verify")) : null,
        RegistryOptions.DEFAULT.retries(),
        RegistryOptions.DEFAULT.retryDelay());
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
