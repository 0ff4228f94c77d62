package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.sys.codec.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The names and ids that networks may have. */
final class NetworkNames {
  /** What {@code --network} understands without a network of that name. */
  private static final List<String> MODES =
      List.of(
          "bridge",
          "container",
          "default",
          "host",
          "none",
          "ns",
          "pasta",
          "private",
          "slirp4netns");

  /** As of all names that plugins are told. */
  private static final int LONGEST = 128;

  /** IFNAMSIZ of if.h, without the end of the text. */
  private static final int LONGEST_INTERFACE = 15;

  private static final int ID_DIGITS = 64;
  private static final String HEX = "0123456789abcdef";

  private NetworkNames() {}

  /**
   * Makes sure that a new network may have this name.
   *
   * @throws NetworkException INVALID
   */
  static void require(String name) {
    if (MODES.contains(name)) {
      throw new NetworkException(
          Kind.INVALID,
          "cannot create network with name \""
              + name
              + "\" because it conflicts with a valid network mode");
    }
    if (!isValid(name)) {
      throw new NetworkException(
          Kind.INVALID,
          name.length() > LONGEST
              ? "network name of " + name.length() + " characters: at most " + LONGEST + " fit"
              : "network name "
                  + name
                  + " invalid: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument");
    }
  }

  /** Tells whether a text is a network's name; so it is also the name of a file. */
  static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && (i == 0 || "_.-".indexOf(c) < 0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes sure that the kernel takes a name for an interface (dev_valid_name() of net/core/dev.c).
   *
   * @throws NetworkException INVALID
   */
  static void requireInterface(String name) {
    boolean valid = !name.isEmpty() && name.length() <= LONGEST_INTERFACE && isValid(name);
    if (!valid) {
      throw new NetworkException(
          Kind.INVALID,
          "interface name \""
              + name
              + "\": it must match [a-zA-Z0-9][a-zA-Z0-9_.-]* and have at most "
              + LONGEST_INTERFACE
              + " characters");
    }
  }

  /** Tells whether a text is a whole id. */
  static boolean isId(String text) {
    return text.length() == ID_DIGITS && isHex(text);
  }

  /** Tells whether a text may be the beginning of an id. */
  static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (HEX.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns the id of a network whose definition has none: its name's SHA-256, as in podman. */
  static String idOf(String name) {
    MessageDigest digest = Digests.sha256();
    byte[] bytes = digest.digest(name.getBytes(StandardCharsets.UTF_8));
    StringBuilder id = new StringBuilder(ID_DIGITS);
    for (int i = 0; i < bytes.length; i++) {
      id.append(HEX.charAt(bytes[i] >> 4 & 15)).append(HEX.charAt(bytes[i] & 15));
    }
    return id.toString();
  }
}
