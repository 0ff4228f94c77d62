package dev.kapok.storage.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands what one thread reads to two others, in chunks that go round: memory is bounded, and the
 * slowest of the three sets the pace.
 */
public final class ChunkPipe {
  private static final int CHUNKS = 16;
  private static final int READERS = 2;

  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final ChunkQueue toUnpack = new ChunkQueue(free);
  private final ChunkQueue toHash = new ChunkQueue(free);
  private volatile boolean stopped;

  /** Makes a pipe for one stream. */
  public ChunkPipe() {
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk());
    }
  }

  /** Returns the first reader's end. */
  public ChunkQueue toUnpack() {
    return toUnpack;
  }

  /** Returns the second reader's end. */
  public ChunkQueue toHash() {
    return toHash;
  }

  /** Tells the feeder that nobody needs the rest. */
  public void stop() {
    stopped = true;
  }

  /** Reads the stream to its end, or until {@link #stop}, and ends both queues in any case. */
  public void feed(InputStream stream) throws IOException {
    try {
      int read;
      do {
        Chunk chunk = free.take();
        read = stream.readNBytes(chunk.bytes, 0, Chunk.SIZE);
        chunk.length = read;
        chunk.readers.set(READERS);
        toUnpack.add(chunk);
        toHash.add(chunk);
      } while (read == Chunk.SIZE && !stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("unpacking was interrupted").initCause(e);
    } finally {
      toUnpack.end();
      toHash.end();
    }
  }
}
