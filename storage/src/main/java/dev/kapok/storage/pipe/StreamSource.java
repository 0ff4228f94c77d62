package dev.kapok.storage.pipe;

import java.io.IOException;
import java.io.InputStream;

/** Shows what a stream gives, a buffer at a time. */
public final class StreamSource implements ByteSource {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int end;

  /** Reads from the stream, which stays open. */
  public StreamSource(InputStream in) {
    this.in = in;
  }

  @Override
  public boolean fill() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return position < end;
  }

  @Override
  public byte[] array() {
    return buffer;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public int available() {
    return end - position;
  }

  @Override
  public void advance(int count) {
    position += count;
  }
}
