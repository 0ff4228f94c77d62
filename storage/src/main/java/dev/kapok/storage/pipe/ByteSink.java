package dev.kapok.storage.pipe;

import java.io.IOException;
import java.util.Arrays;

/**
 * Where a {@link MadeStream}'s bytes are put, in place: {@link #array} has {@link #room} free bytes
 * from {@link #position} on, and {@link #advance} says how many were filled.
 */
public interface ByteSink {
  /** Makes room for one byte at least; fails where nobody wants any more. */
  void make() throws IOException;

  /** Returns the buffer. */
  byte[] array();

  /** Returns where the free bytes begin. */
  int position();

  /** Returns how many bytes are free. */
  int room();

  /** Passes on bytes that were put into the buffer, at most {@link #room}. */
  void advance(int count);

  /** Passes on a copy of these bytes. */
  default void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      make();
      int part = Math.min(length - done, room());
      System.arraycopy(bytes, offset + done, array(), position(), part);
      advance(part);
      done += part;
    }
  }

  /** Passes on so many zeros. */
  default void zeros(long count) throws IOException {
    long left = count;
    while (left > 0) {
      make();
      int part = (int) Math.min(left, room());
      Arrays.fill(array(), position(), position() + part, (byte) 0);
      advance(part);
      left -= part;
    }
  }
}
