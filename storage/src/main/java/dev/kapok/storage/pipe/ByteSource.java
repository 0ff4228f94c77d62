package dev.kapok.storage.pipe;

import java.io.IOException;

/**
 * Bytes in the order they come, seen in place, so that what is only passed on is not copied.
 *
 * <p>Between {@link #fill} and the next one, {@link #array} holds {@link #available} bytes from
 * {@link #position} on; {@link #advance} consumes them.
 */
public interface ByteSource {
  /**
   * Makes at least one byte available, reading on only where none is left.
   *
   * @return false at the end
   */
  boolean fill() throws IOException;

  /** Returns the buffer; only the available bytes have a meaning, and nobody may write to it. */
  byte[] array();

  /** Returns where the available bytes begin. */
  int position();

  /** Returns how many bytes can be seen now. */
  int available();

  /** Consumes bytes, at most {@link #available}. */
  void advance(int count) throws IOException;
}
