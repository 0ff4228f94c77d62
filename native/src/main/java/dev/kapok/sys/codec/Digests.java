package dev.kapok.sys.codec;

import dev.kapok.sys.Host;
import dev.kapok.sys.jni.JniSha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes digests as fast as this process can. */
public final class Digests {
  private Digests() {}

  /** Returns a new SHA-256 (FIPS 180-4), for one thread. */
  public static MessageDigest sha256() {
    return Host.launcher() == null ? ofJdk("SHA-256") : new JniSha256();
  }

  /** Returns a new SHA-512, for one thread. */
  public static MessageDigest sha512() {
    return ofJdk("SHA-512");
  }

  private static MessageDigest ofJdk(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
