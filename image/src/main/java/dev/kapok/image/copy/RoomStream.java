package dev.kapok.image.copy;

import dev.kapok.storage.LayerStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The tar of a layer while it is unpacked, which ends in an error before it fills the disk. A small
 * blob can inflate a thousandfold, and what it inflates to is known at its end only. So it may hold
 * no more bytes than were free when it began, and a sixty-fourth of those stays free whatever
 * happens.
 */
final class RoomStream extends FilterInputStream {
  private static final long STEP = 16L << 20;
  private static final int SPARED = 64;

  private final LayerStore layers;
  private final long most;
  private final long spared;
  private long count;
  private long next;

  RoomStream(InputStream tar, LayerStore layers) {
    super(tar);
    this.layers = layers;
    long free = layers.freeBytes();
    this.spared = free / SPARED;
    this.most = free - spared;
    this.next = Math.min(STEP, most);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      if (count > next) {
        check();
      }
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    throw new UnsupportedOperationException("every byte of a layer is read");
  }

  private void check() throws IOException {
    next = Math.min(count + STEP, most);
    if (count > most || layers.freeBytes() < spared) {
      throw new IOException(
          "no space left on device: unpacked it takes more than the "
              + most
              + " bytes that it may take of what is free");
    }
  }
}
