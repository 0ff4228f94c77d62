package dev.kapok.storage.pipe;

import java.util.concurrent.atomic.AtomicInteger;

/** A piece of a stream on its way to one or two readers; the last of them gives it back. */
final class Chunk {
  static final int SIZE = 256 * 1024;

  final byte[] bytes = new byte[SIZE];
  final AtomicInteger readers = new AtomicInteger();
  int length;
}
