package dev.kapok.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options after {@code --network=pasta:}, handed to pasta(1) as they are; {@code --map-gw} is the
 * one it does not know itself, as in podman-run(1).
 *
 * @param arguments for pasta
 * @param mapGateway whether the gateway's address shall lead to the host's loopback
 */
record PastaOptions(List<String> arguments, boolean mapGateway) {
  /** What this engine says to pasta itself: another value would lose the process or the network. */
  private static final List<String> RESERVED =
      List.of(
          "-P",
          "--pid",
          "-f",
          "--foreground",
          "--netns",
          "--userns",
          "--netns-only",
          "--runas",
          "--no-netns-quit",
          "-l",
          "--log-file",
          "-h",
          "--help",
          "--version",
          "-F",
          "--fd");

  /** Reads what the user typed, one argument an entry. */
  static PastaOptions parse(List<String> entries) {
    List<String> arguments = new ArrayList<>();
    boolean mapGateway = false;
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      int equals = entry.indexOf('=');
      if (RESERVED.contains(equals < 0 ? entry : entry.substring(0, equals))) {
        throw new NetworkException(
            NetworkException.Kind.INVALID,
            "--network=pasta:" + entry + ": this option is set by the engine itself; leave it out");
      }
      if (entry.equals("--map-gw")) {
        mapGateway = true;
      } else {
        arguments.add(entry);
      }
    }
    return new PastaOptions(List.copyOf(arguments), mapGateway);
  }

  /** Tells whether one of an option's two names is there, with or without a value. */
  boolean has(String shortName, String longName) {
    return value(shortName, longName) != null;
  }

  /** Returns the first value of an option, "" where it has none, null where it is not there. */
  @Nullable String value(String shortName, String longName) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(shortName) || argument.equals(longName)) {
        return i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      }
      if (argument.startsWith(longName + "=")) {
        return argument.substring(longName.length() + 1);
      }
    }
    return null;
  }
}
