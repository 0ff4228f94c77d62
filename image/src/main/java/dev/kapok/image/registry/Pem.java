package dev.kapok.image.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in text form (RFC 7468). */
final class Pem {
  /** PKCS #8 (RFC 5958), or OpenSSL's older forms: PKCS #1 (RFC 8017) and SEC 1 (RFC 5915). */
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END \\1PRIVATE KEY-----");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {2, 1, 0};

  private Pem() {}

  /** Reads all certificates of a file. */
  static Collection<? extends Certificate> certificates(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes));
    } catch (GeneralSecurityException e) {
      throw new IOException("reading certificates from " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a private key without a passphrase.
   *
   * @param certificate the file of the chain that the key belongs to
   */
  static PrivateKey key(Path file, Path certificate, Certificate[] chain) throws IOException {
    if (chain.length == 0) {
      throw new IOException("there is no certificate in " + certificate);
    }
    Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      throw new IOException(
          "reading the key "
              + file
              + ": there is none in it, or it has a passphrase; take that away by openssl pkcs8"
              + " -topk8 -nocrypt");
    }
    PublicKey key = chain[0].getPublicKey();
    try {
      byte[] der = Base64.getMimeDecoder().decode(found.group(2));
      byte[] pkcs8 = found.group(1).isEmpty() ? der : wrapped(der, key);
      return KeyFactory.getInstance(key.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "reading the key " + file + ": it is none of the kind that " + certificate + " has", e);
    }
  }

  /** Makes PKCS #8 of an older form: the certificate knows the algorithm and its parameters. */
  private static byte[] wrapped(byte[] key, PublicKey owner) {
    return der(SEQUENCE, VERSION_0, algorithm(owner.getEncoded()), der(OCTET_STRING, key));
  }

  /** Returns the first member of SubjectPublicKeyInfo (RFC 5280, section 4.1). */
  private static byte[] algorithm(byte[] info) {
    int start = headerLength(info, 0);
    int length = headerLength(info, start) + contentLength(info, start);
    return Arrays.copyOfRange(info, start, start + length);
  }

  private static int headerLength(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return first < 0x80 ? 2 : 2 + (first & 0x7f);
  }

  private static int contentLength(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << Byte.SIZE) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... members) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] member : members) {
      content.writeBytes(member);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = content.size();
    out.write(tag);
    if (length >= 0x100) {
      // Two bytes are enough for any key.
      out.write(0x82);
      out.write(length >> Byte.SIZE);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
