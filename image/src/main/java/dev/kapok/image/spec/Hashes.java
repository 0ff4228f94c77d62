package dev.kapok.image.spec;

import dev.kapok.storage.Digest;
import dev.kapok.sys.codec.Digests;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes digests. */
public final class Hashes {
  private Hashes() {}

  /** Returns the SHA-256 of some bytes. */
  public static Digest sha256(byte[] bytes) {
    return Digest.sha256(HexFormat.of().formatHex(digester("sha256").digest(bytes)));
  }

  /** Returns what computes digests of an algorithm of {@link Digest}. */
  public static MessageDigest digester(String algorithm) {
    return algorithm.equals("sha512") ? Digests.sha512() : Digests.sha256();
  }
}
