package dev.kapok.sys.jni;

import dev.kapok.sys.codec.BulkStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses by the launcher's libraries. */
final class DecodedStream extends BulkStream {
  private static final int BUFFER = 1 << 17;

  /** What the compressed data is. */
  enum Format {
    GZIP,
    ZSTD
  }

  private final InputStream in;
  private final Format format;
  private final byte[] buffer = new byte[BUFFER];
  private final int[] counts = new int[3];
  private long handle;
  private int position;
  private int limit;
  private boolean ended;

  /** Whether the decoder may hold more than there was room for. */
  private boolean pending;

  /** Whether a member or frame has ended, and none has begun since. */
  private boolean atEnd;

  DecodedStream(InputStream in, Format format) {
    this.in = in;
    this.format = format;
    this.handle = format == Format.GZIP ? Natives.gunzipOpen() : Natives.unzstdOpen();
    if (handle == 0) {
      throw new IllegalStateException("there is no memory to decompress");
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (handle == 0) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (position == limit && !pending && !isFilled()) {
        return -1;
      }
      int count = run(bytes, offset, length);
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  /** Reads more; where there is none, the last member must have ended. */
  private boolean isFilled() throws IOException {
    int count = in.read(buffer, 0, BUFFER);
    position = 0;
    limit = Math.max(0, count);
    if (count >= 0) {
      return true;
    }
    ended = true;
    if (!atEnd) {
      throw new EOFException("the compressed data is cut off");
    }
    return false;
  }

  private int run(byte[] bytes, int offset, int length) throws IOException {
    boolean isNext = atEnd && position < limit;
    if (isNext && format == Format.GZIP && buffer[position] != 0x1f) {
      // As gzip(1) does: what follows the last member and is none is nobody's.
      ended = true;
      position = limit;
      return 0;
    }
    int result =
        format == Format.GZIP
            ? Natives.gunzipRun(
                handle, buffer, position, limit - position, bytes, offset, length, counts)
            : Natives.unzstdRun(
                handle, buffer, position, limit - position, bytes, offset, length, counts);
    position += counts[0];
    pending = counts[1] == length;
    if (counts[0] > 0 || counts[1] > 0) {
      atEnd = counts[2] != 0;
    }
    if (result < 0) {
      throw new IOException("the compressed data is damaged");
    }
    return counts[1];
  }

  @Override
  public void close() throws IOException {
    long open = handle;
    handle = 0;
    if (open != 0) {
      if (format == Format.GZIP) {
        Natives.gunzipClose(open);
      } else {
        Natives.unzstdClose(open);
      }
    }
    in.close();
  }
}
