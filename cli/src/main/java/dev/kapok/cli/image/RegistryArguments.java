package dev.kapok.cli.image;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.image.registry.RegistryOptions;
import java.time.Duration;
import java.util.List;

/** What commands that speak to registries have in common: credentials, certificates, retries. */
public final class RegistryArguments {
  private RegistryArguments() {}

  /** Returns the options. */
  public static List<Option> options() {
    return List.of(
        Option.text(
            "authfile",
            "string",
            "Path of the authentication file. Use REGISTRY_AUTH_FILE environment variable to"
                + " override"),
        Option.text(
            "cert-dir", "Pathname", "Pathname of a directory containing TLS certificates and keys"),
        Option.text(
            "creds",
            "Credentials",
            "Credentials (USERNAME:PASSWORD) to use for authenticating to a registry"),
        Option.number("retry", "Number of times to retry in case of failure (default 3)"),
        Option.text(
            "retry-delay", "string", "Delay between retries in case of failures (default 1s)"),
        Option.flag(
            "tls-verify",
            "Require HTTPS and verify certificates when contacting registries (default true)"));
  }

  /** Reads what they said. */
  public static RegistryOptions read(Arguments arguments) {
    String delay = arguments.text("retry-delay");
    return new RegistryOptions(
        arguments.text("authfile"),
        arguments.text("creds"),
        arguments.text("cert-dir"),
        arguments.given("tls-verify") ? Boolean.valueOf(arguments.flag("tls-verify")) : null,
        (int) Math.min(arguments.number("retry", RegistryOptions.DEFAULT.retries()), 1000),
        delay == null
            ? RegistryOptions.DEFAULT.retryDelay()
            : Duration.ofNanos(TimeParser.span(delay)));
  }
}
