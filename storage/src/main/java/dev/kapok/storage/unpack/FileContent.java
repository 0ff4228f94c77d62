package dev.kapok.storage.unpack;

import dev.kapok.storage.record.ContentListener;
import dev.kapok.storage.tar.DataSink;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.FileIo;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes the content of an entry to a descriptor that was opened with O_APPEND.
 *
 * <p>Long runs of zeros become holes, as those of the sparse formats do. A layer that was made of a
 * file with holes has them as zeros: entries that say where holes are would be shorter, but engines
 * with Go's tar-split unpack those and then can't write the layer again.
 */
final class FileContent implements DataSink {
  /** A run is looked for in pieces of this size, aligned in the file, in bytes. */
  private static final int PIECE = 32 << 10;

  /** Shorter runs, which only the ends of buffers have, are written. */
  private static final int SHORTEST = 4096;

  private static final byte[] ZEROS = new byte[PIECE];

  private final FileIo io;
  private final ContentListener listener;
  private int fd = -1;

  /** Where the content has come to, and how much of it the file has. */
  private long length;

  private long written;

  FileContent(FileIo io, ContentListener listener) {
    this.io = io;
    this.listener = listener;
  }

  void copy(TarReader reader, int target) throws IOException {
    fd = target;
    length = 0;
    written = 0;
    reader.content(this);
    end();
  }

  private void end() {
    if (written < length) {
      io.truncate(fd, length);
    }
  }

  /** Writes content that was read before. */
  static void write(FileIo io, int target, byte[] all) {
    FileContent content = new FileContent(io, ContentListener.NONE);
    content.fd = target;
    content.data(all, 0, all.length);
    content.end();
  }

  /** Reads an entry's content; holes are zeros. */
  static byte[] read(TarReader reader, int size) throws IOException {
    byte[] all = new byte[size];
    reader.content(
        new DataSink() {
          private int count;

          @Override
          public void data(byte[] buffer, int offset, int length) {
            System.arraycopy(buffer, offset, all, count, length);
            count += length;
          }

          @Override
          public void hole(long length) {
            count += (int) length;
          }
        });
    return all;
  }

  @Override
  public void data(byte[] buffer, int offset, int count) {
    int end = offset + count;
    int start = offset;
    int at = offset;
    while (at < end) {
      int part = Math.min(end - at, PIECE - (int) (length % PIECE));
      if (part >= SHORTEST && Arrays.equals(buffer, at, at + part, ZEROS, 0, part)) {
        write(buffer, start, at - start);
        start = at + part;
      }
      at += part;
      length += part;
    }
    write(buffer, start, end - start);
    listener.content(buffer, offset, count);
  }

  /** Writes what ends right before the place that the content has come to. */
  private void write(byte[] buffer, int offset, int count) {
    if (count == 0) {
      return;
    }
    if (written < length - count) {
      io.truncate(fd, length - count);
    }
    io.write(fd, buffer, offset, count);
    written = length;
  }

  @Override
  public void hole(long count) throws IOException {
    length += count;
    listener.hole(count);
  }
}
