package dev.kapok.image.stream;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written. Closing it leaves the stream beneath open. */
public final class CountingOutput extends FilterOutputStream {
  private long count;

  /** Writes to a stream. */
  public CountingOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    count += length;
  }

  /** Returns how many bytes were written. */
  public long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
