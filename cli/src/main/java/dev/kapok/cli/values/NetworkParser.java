package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code --network}: none, host, {@code pasta[:OPTIONS]}, {@code slirp4netns[:OPTIONS]}, {@code
 * container:ID}, {@code ns:PATH}, or names of defined networks, {@code NAME[:OPTIONS]}.
 *
 * @param target as in {@link dev.kapok.libpod.model.NetworkConfig}
 * @param networks likewise
 */
public record NetworkParser(
    Mode mode, @Nullable String target, List<String> options, List<NetworkAttachment> networks) {
  /** Reads the values of all {@code --network}s of a command line. */
  public static NetworkParser parse(List<String> values) {
    if (values.isEmpty()) {
      return plain(Mode.DEFAULT, "", "");
    }
    NetworkParser network = parse(values.get(0));
    return values.size() == 1 ? network : NetworkNameParser.several(network, values);
  }

  /** Reads one value. */
  public static NetworkParser parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    return switch (name) {
      case "default" -> plain(Mode.DEFAULT, text, rest);
      case "none" -> plain(Mode.NONE, text, rest);
      case "host" -> plain(Mode.HOST, text, rest);
      case "pasta" -> new NetworkParser(Mode.PASTA, null, options(rest), List.of());
      case "slirp4netns" -> new NetworkParser(Mode.SLIRP4NETNS, null, options(rest), List.of());
      case "container" ->
          new NetworkParser(Mode.CONTAINER, needed(text, rest), List.of(), List.of());
      case "ns" -> new NetworkParser(Mode.PATH, needed(text, rest), List.of(), List.of());
      case "" -> throw new UsageException("invalid network \"" + text + "\"");
      default -> NetworkNameParser.parse(name, rest);
    };
  }

  private static NetworkParser plain(Mode mode, String text, String rest) {
    if (!rest.isEmpty()) {
      throw new UsageException("network \"" + text + "\" takes no options");
    }
    return new NetworkParser(mode, null, List.of(), List.of());
  }

  private static List<String> options(String rest) {
    return rest.isEmpty() ? List.of() : Words.split(rest, ',');
  }

  private static String needed(String text, String rest) {
    if (rest.isEmpty()) {
      throw new UsageException("invalid network \"" + text + "\": what to join is missing");
    }
    return rest;
  }
}
