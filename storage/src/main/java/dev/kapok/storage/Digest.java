package dev.kapok.storage;

import java.util.Locale;

/**
 * The name of some bytes: an algorithm and their hash in lower-case hexadecimal.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI
 *     image spec, digests</a>
 */
public record Digest(String algorithm, String hex) {
  private static final int SHA256_LENGTH = 64;
  private static final int SHA512_LENGTH = 128;

  /** Refuses what is no digest. */
  public Digest {
    int expected =
        switch (algorithm) {
          case "sha256" -> SHA256_LENGTH;
          case "sha512" -> SHA512_LENGTH;
          default -> -1;
        };
    if (expected < 0) {
      throw new IllegalArgumentException("digest algorithm " + algorithm + " is not supported");
    }
    if (hex.length() != expected || !isHex(hex)) {
      throw new IllegalArgumentException(
          "digest " + algorithm + ":" + hex + " is not " + expected + " lower-case hex digits");
    }
  }

  /** Parses {@code sha256:…}. */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("digest " + text + " has no algorithm");
    }
    return new Digest(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1));
  }

  /** Names a SHA-256 hash. */
  public static Digest sha256(String hex) {
    return new Digest("sha256", hex);
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** Returns {@code algorithm:hex}. */
  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
