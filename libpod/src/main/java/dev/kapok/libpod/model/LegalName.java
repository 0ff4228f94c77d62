package dev.kapok.libpod.model;

import dev.kapok.libpod.KapokException;

/**
 * Which names containers and volumes may have: {@code [a-zA-Z0-9][a-zA-Z0-9_.-]*}, as long as a
 * file's.
 */
public final class LegalName {
  /** How long a file's name may be (NAME_MAX), in bytes; each letter of a name is one. */
  private static final int LONGEST = 255;

  private LegalName() {}

  /**
   * Returns a container's name if it is legal.
   *
   * @throws KapokException INVALID where it is not
   */
  public static String ofContainer(String name) {
    return check(name, "");
  }

  /**
   * Returns a volume's name if it is legal.
   *
   * @throws KapokException INVALID where it is not
   */
  public static String ofVolume(String name) {
    return check(name, "volume name \"" + name + "\": ");
  }

  private static String check(String name, String what) {
    boolean legal = !name.isEmpty();
    for (int i = 0; i < name.length() && legal; i++) {
      char c = name.charAt(i);
      legal = isAlphanumeric(c) || (i > 0 && (c == '_' || c == '.' || c == '-'));
    }
    if (!legal) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          what + "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument");
    }
    if (name.length() > LONGEST) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          what + "a name has at most " + LONGEST + " characters, this one has " + name.length());
    }
    return name;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
