package dev.kapok.image.copy;

import dev.kapok.storage.LayerStore;
import dev.kapok.sys.codec.BulkStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The tar of a layer while it is unpacked, which ends in an error before it fills the disk. A small
 * blob can inflate a thousandfold, and what it inflates to is known at its end only. So it may hold
 * no more bytes than were free when it began, and a sixty-fourth of those stays free whatever
 * happens.
 */
final class RoomStream extends BulkStream {
  private static final long STEP = 16L << 20;
  private static final int SPARED = 64;

  private final InputStream in;
  private final LayerStore layers;
  private final long most;
  private final long spared;
  private long count;
  private long next;

  RoomStream(InputStream tar, LayerStore layers) {
    this.in = tar;
    this.layers = layers;
    long free = layers.freeBytes();
    this.spared = free / SPARED;
    this.most = free - spared;
    this.next = Math.min(STEP, most);
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

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
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
