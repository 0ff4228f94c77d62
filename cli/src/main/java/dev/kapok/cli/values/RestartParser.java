package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.RestartPolicy.Kind;

/** {@code --restart no|never|always|unless-stopped|on-failure[:N]}. */
public final class RestartParser {
  private RestartParser() {}

  /** Reads the value. */
  public static RestartPolicy parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String count = colon < 0 ? "" : text.substring(colon + 1);
    if (colon >= 0 && (!name.equals("on-failure") || !Words.isNumber(count))) {
      throw new UsageException("\"" + text + "\" is not a valid restart policy");
    }
    return switch (name) {
      case "", "no", "never" -> RestartPolicy.NO;
      case "always" -> new RestartPolicy(Kind.ALWAYS, 0);
      case "unless-stopped" -> new RestartPolicy(Kind.UNLESS_STOPPED, 0);
      case "on-failure" ->
          new RestartPolicy(Kind.ON_FAILURE, colon < 0 ? 0 : Integer.parseInt(count));
      default -> throw new UsageException("\"" + text + "\" is not a valid restart policy");
    };
  }
}
