package dev.kapok.storage.tar;

import dev.kapok.storage.pipe.ByteSource;

/** Shows an array in steps, so that every boundary gets crossed. */
public final class ArraySource implements ByteSource {
  private final byte[] bytes;
  private final int step;
  private int position;
  private int end;

  public ArraySource(byte[] bytes, int step) {
    this.bytes = bytes;
    this.step = step;
  }

  @Override
  public boolean fill() {
    if (position == end) {
      end = Math.min(bytes.length, end + step);
    }
    return position < end;
  }

  @Override
  public byte[] array() {
    return bytes;
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
