package dev.kapok.image.registry;

import dev.kapok.sys.codec.BulkStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A blob whose connection may break: it is opened again where it stopped, as long as the new
 * connections bring enough to be worth it.
 */
final class ResumingStream extends BulkStream {
  /** Opens the blob from a byte on. */
  interface Source {
    InputStream open(long from) throws IOException;
  }

  /** A connection that brings fewer bytes counts as one that brought nothing. */
  private static final int WORTH_BYTES = 1 << 16;

  private final Source source;
  private final long size;
  private final int retries;
  private final Duration delay;
  private @Nullable InputStream in;
  private long position;
  private long brought;
  private int failures;

  /**
   * Opens the blob.
   *
   * @param size of the blob; beyond it nothing is asked for again
   * @param retries how many connections in a row may bring next to nothing
   * @param delay before each of them
   */
  ResumingStream(Source source, long size, int retries, Duration delay) throws IOException {
    this.source = source;
    this.size = size;
    this.retries = retries;
    this.delay = delay;
    this.in = source.open(0);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = open().read(buffer, offset, length);
        if (count < 0 && position < size) {
          throw new EOFException(
              "the connection ended after " + position + " of " + size + " bytes");
        }
        if (count > 0) {
          position += count;
          brought += count;
        }
        return count;
      } catch (RegistryException e) {
        throw e;
      } catch (IOException e) {
        if (position >= size) {
          // Only the end was missing, and a blob that is longer than declared is refused anyway.
          return -1;
        }
        again(e);
      }
    }
  }

  private InputStream open() throws IOException {
    InputStream current = in;
    if (current == null) {
      current = source.open(position);
      in = current;
    }
    return current;
  }

  private void again(IOException cause) throws IOException {
    close();
    failures = brought >= WORTH_BYTES ? 1 : failures + 1;
    brought = 0;
    if (failures > retries || Thread.currentThread().isInterrupted()) {
      throw cause;
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  @Override
  public void close() throws IOException {
    InputStream current = in;
    in = null;
    if (current != null) {
      current.close();
    }
  }
}
