package dev.kapok.image.stream;

import dev.kapok.sys.codec.BulkStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file. Does not move the channel's position, so that several threads can each read a
 * part of their own; closing it leaves the channel open.
 */
public final class ChannelStream extends BulkStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  /** Reads {@code length} bytes from {@code start}, fewer where the file ends before. */
  public ChannelStream(FileChannel channel, long start, long length) {
    this.channel = channel;
    this.position = start;
    this.end = start + length;
  }

  /** Returns where in the file the next byte is read. */
  public long position() {
    return position;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    int wanted = (int) Math.min(length, end - position);
    int count = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
    if (count > 0) {
      position += count;
    }
    return count;
  }

  @Override
  public long skip(long bytes) {
    long skipped = Math.max(0, Math.min(bytes, end - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Math.max(0, end - position), Integer.MAX_VALUE);
  }
}
