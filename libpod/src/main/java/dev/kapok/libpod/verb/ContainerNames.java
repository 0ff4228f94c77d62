package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.file.RandomId;

/** The names of containers and volumes: which are legal, and made-up ones. */
final class ContainerNames {
  private static final int MAX_LENGTH = 255;

  private static final String[] ADJECTIVES = {
    "airy",
    "amber",
    "brave",
    "brisk",
    "calm",
    "clear",
    "crisp",
    "dapper",
    "deft",
    "dewy",
    "eager",
    "early",
    "fair",
    "fleet",
    "fluffy",
    "fresh",
    "gentle",
    "glad",
    "golden",
    "grand",
    "hardy",
    "hazel",
    "humble",
    "jolly",
    "keen",
    "kind",
    "light",
    "lively",
    "lucid",
    "mellow",
    "merry",
    "mild",
    "misty",
    "neat",
    "nimble",
    "noble",
    "patient",
    "placid",
    "plucky",
    "polite",
    "proud",
    "quick",
    "quiet",
    "ready",
    "rosy",
    "serene",
    "sharp",
    "silky",
    "silver",
    "smooth",
    "snug",
    "soft",
    "spry",
    "steady",
    "sunny",
    "swift",
    "tidy",
    "tranquil",
    "vivid",
    "warm",
    "wise",
    "witty",
    "young",
    "zesty"
  };

  private static final String[] SURNAMES = {
    "abel",
    "agnesi",
    "alhazen",
    "avogadro",
    "bassi",
    "bernoulli",
    "bohr",
    "bose",
    "braille",
    "cantor",
    "celsius",
    "curie",
    "darwin",
    "dirac",
    "einstein",
    "elion",
    "erdos",
    "euler",
    "faraday",
    "fermi",
    "fourier",
    "franklin",
    "galileo",
    "galois",
    "gauss",
    "germain",
    "goodall",
    "hamilton",
    "hertz",
    "hopper",
    "hubble",
    "hypatia",
    "joliot",
    "kepler",
    "khayyam",
    "kovalevski",
    "lamarr",
    "leibniz",
    "linnaeus",
    "lovelace",
    "maxwell",
    "mayer",
    "meitner",
    "mendel",
    "merian",
    "newton",
    "nightingale",
    "noether",
    "pascal",
    "pasteur",
    "planck",
    "poincare",
    "raman",
    "ramanujan",
    "ritchie",
    "rubin",
    "shannon",
    "somerville",
    "tesla",
    "thales",
    "turing",
    "volta",
    "wiles",
    "yonath"
  };

  private ContainerNames() {}

  /**
   * Returns the name if it is legal.
   *
   * @throws KapokException INVALID where it is not
   */
  static String check(String name) {
    boolean legal = !name.isEmpty() && isAlphanumeric(name.charAt(0));
    for (int i = 1; i < name.length() && legal; i++) {
      char c = name.charAt(i);
      legal = isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
    }
    if (!legal) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument");
    }
    if (name.length() > MAX_LENGTH) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "a name has at most " + MAX_LENGTH + " characters, this one has " + name.length());
    }
    return name;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Makes up a name; with every further attempt it is longer. */
  static String random(RandomId ids, int attempt) {
    byte[] random = ids.bytes(2 + attempt);
    StringBuilder name = new StringBuilder();
    name.append(ADJECTIVES[(random[0] & 0xff) % ADJECTIVES.length]);
    name.append('_').append(SURNAMES[(random[1] & 0xff) % SURNAMES.length]);
    for (int i = 2; i < random.length; i++) {
      name.append((random[i] & 0xff) % 10);
    }
    return name.toString();
  }
}
