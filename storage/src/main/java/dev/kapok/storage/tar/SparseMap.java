package dev.kapok.storage.tar;

import dev.kapok.storage.LayerFormatException;
import java.util.Arrays;

/** Where the stored pieces of a sparse file belong; all between them are holes. */
final class SparseMap {
  /** More pieces than this are refused, so that a map cannot eat the heap. */
  static final int MAX_PIECES = 1 << 17;

  private long[] numbers = new long[8];
  private int count;

  void add(long offset, long length) throws LayerFormatException {
    if (count == 2 * MAX_PIECES) {
      throw new LayerFormatException("sparse file: more than " + MAX_PIECES + " pieces");
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = offset;
    numbers[count++] = length;
  }

  int pieces() {
    return count / 2;
  }

  long offset(int piece) {
    return numbers[2 * piece];
  }

  long length(int piece) {
    return numbers[2 * piece + 1];
  }

  /**
   * Refuses a map that goes backwards, overlaps, or does not fit the entry.
   *
   * @param stored the bytes that follow in the archive
   * @param size the size of the whole file
   */
  void check(long stored, long size) throws LayerFormatException {
    long end = 0;
    long sum = 0;
    for (int i = 0; i < pieces(); i++) {
      long length = length(i);
      if (offset(i) < end || length < 0 || length > size || offset(i) > size - length) {
        throw new LayerFormatException("sparse file: piece " + i + " overlaps or lies outside");
      }
      end = offset(i) + length;
      sum += length;
    }
    if (sum != stored) {
      throw new LayerFormatException(
          "sparse file: the pieces need " + sum + " bytes, " + stored + " are stored");
    }
  }
}
