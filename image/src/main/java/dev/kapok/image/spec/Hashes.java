package dev.kapok.image.spec;

import dev.kapok.storage.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    try {
      return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
