package dev.kapok.storage.pipe;

import dev.kapok.sys.codec.Digests;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One reader's end of the pipe: chunks in order, then null for ever. */
public final class ChunkQueue {
  private static final Chunk END = new Chunk();

  private final BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>();
  private final BlockingQueue<Chunk> free;

  ChunkQueue(BlockingQueue<Chunk> free) {
    this.free = free;
  }

  void add(Chunk chunk) {
    waiting.add(chunk);
  }

  void end() {
    waiting.add(END);
  }

  /** Waits for the next chunk; null after the last. */
  @Nullable Chunk take() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Chunk chunk = waiting.take();
          if (chunk == END) {
            waiting.add(END);
            return null;
          }
          return chunk;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives a chunk back once this reader needs it no more. */
  void release(Chunk chunk) {
    if (chunk.readers.decrementAndGet() == 0) {
      free.add(chunk);
    }
  }

  /** Returns the SHA-256 of all that comes until the end, in hexadecimal. */
  public String sha256() {
    MessageDigest sha256 = Digests.sha256();
    for (Chunk chunk = take(); chunk != null; chunk = take()) {
      sha256.update(chunk.bytes, 0, chunk.length);
      release(chunk);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Takes and gives back all that comes until the end, so that the writer never waits. */
  public void drain() {
    for (Chunk chunk = take(); chunk != null; chunk = take()) {
      release(chunk);
    }
  }
}
