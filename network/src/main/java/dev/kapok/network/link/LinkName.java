package dev.kapok.network.link;

/**
 * Names of network interfaces as Kapok takes them.
 *
 * <p>The kernel takes more (dev_valid_name() of net/core/dev.c), but a name is a word of ip(8)'s
 * and nft(8)'s commands, part of files' names and of sysctl's paths.
 */
public final class LinkName {
  /** IFNAMSIZ of linux/if.h, without the byte at the end. */
  private static final int LONGEST = 15;

  /** What a name consists of, in words. */
  public static final String RULE = "1 to 15 letters, digits, '.', '_', '-', no '-' in front";

  private LinkName() {}

  /** Tells whether a text may be an interface's name. */
  public static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > LONGEST || name.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "_.-".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.equals(".") && !name.equals("..");
  }
}
