package dev.kapok.libpod.lock;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that holds a lock until it is closed. */
public final class HoldingStream extends FilterInputStream {
  private final Runnable release;
  private boolean closed;

  /**
   * Takes a stream, which it closes first.
   *
   * @param release frees the lock; called once, since a second time would free one that somebody
   *     else may have by then
   */
  public HoldingStream(InputStream stream, Runnable release) {
    super(stream);
    this.release = release;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      super.close();
    } finally {
      release.run();
    }
  }
}
