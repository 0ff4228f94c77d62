package dev.kapok.storage.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Names that nobody else will have, from the kernel's random numbers. */
final class RandomNames {
  private static final String HEX = "0123456789abcdef";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int ID_LENGTH = 64;
  private static final int LINK_LENGTH = 26;

  private RandomNames() {}

  /** Returns 64 hex digits. */
  static String id() {
    return random(ID_LENGTH, HEX);
  }

  /** Returns 26 letters and digits, 130 bits. */
  static String link() {
    return random(LINK_LENGTH, BASE32);
  }

  private static String random(int length, String alphabet) {
    byte[] bytes = new byte[length];
    try (FileInputStream random = new FileInputStream("/dev/urandom")) {
      if (random.readNBytes(bytes, 0, length) != length) {
        throw new IOException("/dev/urandom ends");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    char[] name = new char[length];
    for (int i = 0; i < length; i++) {
      name[i] = alphabet.charAt(bytes[i] & (alphabet.length() - 1));
    }
    return new String(name);
  }
}
