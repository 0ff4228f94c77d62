package dev.kapok.storage.tar;

import dev.kapok.storage.LayerFormatException;
import java.util.Arrays;

/**
 * A header block and the fields in it: POSIX ustar, GNU, star and the seventh edition's.
 *
 * <p>Numbers are octal text, or base 256 where the first bit is set (GNU).
 */
final class TarBlock {
  static final int SIZE = 512;

  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int MAGIC = 257;

  private final byte[] bytes;

  TarBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Old writers summed signed bytes; both sums are accepted, as POSIX advises. */
  boolean checksumHolds() {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < SIZE; i++) {
      boolean inField = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
      byte b = inField ? (byte) ' ' : bytes[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long stated;
    try {
      stated = number(CHECKSUM, CHECKSUM_LENGTH, "checksum");
    } catch (LayerFormatException e) {
      return false;
    }
    return stated == unsigned || stated == signed;
  }

  boolean isUstar() {
    return matches(MAGIC, "ustar\0");
  }

  boolean isGnu() {
    return matches(MAGIC, "ustar  \0");
  }

  char type() {
    return (char) (bytes[156] & 0xff);
  }

  /** Returns the name with its prefix, which GNU's layout does not have. */
  byte[] name() {
    byte[] name = text(0, 100);
    if (!isUstar()) {
      return name;
    }
    byte[] prefix = text(345, matches(508, "tar\0") ? 131 : 155);
    if (prefix.length == 0) {
      return name;
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    whole[prefix.length] = '/';
    System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
    return whole;
  }

  byte[] linkName() {
    return text(157, 100);
  }

  /** Returns the bytes of a field up to its first NUL. */
  byte[] text(int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(bytes, offset, end);
  }

  /** Reads a numeric field; an empty one is 0. */
  long number(int offset, int length, String field) throws LayerFormatException {
    if ((bytes[offset] & 0x80) != 0) {
      return base256(offset, length, field);
    }
    int at = offset;
    int end = offset + length;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    long value = 0;
    while (at < end && bytes[at] != 0 && bytes[at] != ' ') {
      int digit = bytes[at++] - '0';
      if (digit < 0 || digit > 7) {
        throw new LayerFormatException("tar header: field " + field + " is no octal number");
      }
      value = value << 3 | digit;
    }
    return value;
  }

  private long base256(int offset, int length, String field) throws LayerFormatException {
    boolean negative = (bytes[offset] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      int next = bytes[offset + i] & 0xff;
      if (i == 0) {
        next = negative ? next : next & 0x7f;
      }
      long top = value >> 55;
      if (top != 0 && top != -1) {
        throw new LayerFormatException("tar header: field " + field + " is too large");
      }
      value = value << 8 | next;
    }
    return value;
  }

  private boolean matches(int offset, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
