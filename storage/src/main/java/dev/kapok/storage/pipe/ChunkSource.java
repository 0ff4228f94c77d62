package dev.kapok.storage.pipe;

import org.jspecify.annotations.Nullable;

/** Shows the chunks of a queue to the tar reader, one after the other. */
public final class ChunkSource implements ByteSource {
  private static final byte[] NOTHING = {};

  private final ChunkQueue queue;
  private @Nullable Chunk chunk;
  private int position;

  /** Reads one end of a pipe. */
  public ChunkSource(ChunkQueue queue) {
    this.queue = queue;
  }

  @Override
  public boolean fill() {
    while (available() == 0) {
      Chunk done = chunk;
      if (done != null) {
        chunk = null;
        queue.release(done);
      }
      Chunk next = queue.take();
      if (next == null) {
        return false;
      }
      chunk = next;
      position = 0;
    }
    return true;
  }

  @Override
  public byte[] array() {
    return chunk == null ? NOTHING : chunk.bytes;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public int available() {
    return chunk == null ? 0 : chunk.length - position;
  }

  @Override
  public void advance(int count) {
    position += count;
  }
}
