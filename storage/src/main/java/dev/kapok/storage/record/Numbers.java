package dev.kapok.storage.record;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Numbers that are not negative, seven bits in a byte, the lowest first. */
final class Numbers {
  private static final int MAX_BITS = 63;

  private Numbers() {}

  static void write(OutputStream out, long value) throws IOException {
    long left = value;
    while (left > 0x7f) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  static long read(InputStream in) throws IOException {
    long value = 0;
    for (int bits = 0; bits < MAX_BITS; bits += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the record of the layer's tar is cut short");
      }
      value |= (next & 0x7fL) << bits;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("the record of the layer's tar is damaged: a number is too large");
  }
}
