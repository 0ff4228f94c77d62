package dev.kapok.storage.pipe;

import dev.kapok.sys.codec.BulkStream;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose bytes another thread makes while this one reads, and which a third may hash.
 *
 * <p>A failure of the maker is thrown to the reader once it has read what came before.
 */
public final class MadeStream extends BulkStream {
  private static final int CHUNKS = 16;

  /** Trees are walked by recursion, 2,048 folders deep at most. */
  private static final long STACK = 16L << 20;

  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final ChunkQueue toRead = new ChunkQueue(free);
  private final ChunkQueue toHash = new ChunkQueue(free);
  private final FutureTask<Void> making;
  private final @Nullable FutureTask<Void> checking;
  private @Nullable Chunk chunk;
  private int position;
  private boolean ended;
  private volatile boolean closed;

  private MadeStream(String name, Maker maker, @Nullable Check check) {
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk());
    }
    making = new FutureTask<>(() -> make(maker, check != null), null);
    checking = check == null ? null : new FutureTask<>(() -> check(check));
    start(making, name);
    if (checking != null) {
      start(checking, name + "-hash");
    }
  }

  /** Makes the bytes of a stream. */
  public interface Maker {
    /** Puts all bytes into the sink. */
    void make(ByteSink sink) throws IOException;
  }

  /** Judges a stream when all of it was read. */
  public interface Check {
    /** Throws where this is not the SHA-256, in hexadecimal, that it should be. */
    void check(String sha256) throws IOException;
  }

  /** Starts to make a stream. */
  public static MadeStream of(String name, Maker maker) {
    return new MadeStream(name, maker, null);
  }

  /** Starts to make a stream that is hashed, and whose last read fails where the check does. */
  public static MadeStream checked(String name, Maker maker, Check check) {
    return new MadeStream(name, maker, check);
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, STACK);
    thread.setDaemon(true);
    thread.start();
  }

  private void make(Maker maker, boolean hashed) {
    Filler filler = new Filler(hashed);
    try {
      maker.make(filler);
      filler.pass();
    } catch (IOException e) {
      throw new MakerFailedException(e);
    } finally {
      toRead.end();
      toHash.end();
    }
  }

  private @Nullable Void check(Check check) throws IOException {
    String sha256 = toHash.sha256();
    if (!closed) {
      check.check(sha256);
    }
    return null;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Chunk from = current();
    if (from == null) {
      return -1;
    }
    int part = Math.min(length, from.length - position);
    System.arraycopy(from.bytes, position, buffer, offset, part);
    position += part;
    return part;
  }

  private @Nullable Chunk current() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    while (!ended && (chunk == null || position == chunk.length)) {
      if (chunk != null) {
        toRead.release(chunk);
      }
      chunk = toRead.take();
      position = 0;
      ended = chunk == null;
    }
    if (ended) {
      rethrow(making);
      if (checking != null) {
        rethrow(checking);
      }
    }
    return chunk;
  }

  private static void rethrow(FutureTask<Void> task) throws IOException {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof MakerFailedException made) {
        cause = made.getCause();
      }
      throw cause instanceof IOException io
          ? io
          : new IOException(cause == null ? "" : cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (chunk != null) {
        toRead.release(chunk);
        chunk = null;
      }
      toRead.drain();
    }
  }

  /** Carries an IOException out of a task that declares none. */
  private static final class MakerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MakerFailedException(IOException cause) {
      super(cause);
    }
  }

  /** Fills one chunk after the other. */
  private final class Filler implements ByteSink {
    private static final byte[] NOTHING = {};

    private final boolean hashed;
    private @Nullable Chunk filling;

    Filler(boolean hashed) {
      this.hashed = hashed;
    }

    @Override
    public void make() throws IOException {
      if (room() > 0) {
        return;
      }
      pass();
      if (closed) {
        throw new IOException("the reader closed the stream");
      }
      try {
        Chunk next = free.take();
        next.length = 0;
        filling = next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("making a stream was interrupted", e);
      }
    }

    void pass() {
      Chunk full = filling;
      if (full != null) {
        filling = null;
        full.readers.set(hashed ? 2 : 1);
        toRead.add(full);
        if (hashed) {
          toHash.add(full);
        }
      }
    }

    @Override
    public byte[] array() {
      return filling == null ? NOTHING : filling.bytes;
    }

    @Override
    public int position() {
      return filling == null ? 0 : filling.length;
    }

    @Override
    public int room() {
      return filling == null ? 0 : Chunk.SIZE - filling.length;
    }

    @Override
    public void advance(int count) {
      if (filling != null) {
        filling.length += count;
      }
    }
  }
}
