package dev.kapok.storage.unpack;

import java.util.concurrent.atomic.AtomicInteger;

/** A piece of the tar on its way to two readers; the last of them gives it back. */
final class Chunk {
  static final int SIZE = 256 * 1024;

  final byte[] bytes = new byte[SIZE];
  final AtomicInteger readers = new AtomicInteger();
  int length;
}
