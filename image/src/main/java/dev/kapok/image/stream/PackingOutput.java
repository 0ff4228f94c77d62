package dev.kapok.image.stream;

import dev.kapok.sys.codec.Codecs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Compresses what is written, block after block in several threads, and passes the blocks on in
 * their order. {@link #finish} must be called at the end.
 */
final class PackingOutput extends OutputStream {
  /** Uncompressed bytes of a block: large enough that starting afresh costs little. */
  static final int BLOCK = 1 << 20;

  private final Codecs codecs = Codecs.ofProcess();
  private final OutputStream out;
  private final Packing packing;
  private final ExecutorService executor;
  private final int window;
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private final ArrayDeque<Running> running = new ArrayDeque<>();
  private byte[] block = new byte[BLOCK];
  private int filled;
  private boolean empty = true;

  /** A block in some thread's hands. */
  private static final class Running {
    private final byte[] block;
    private final Future<byte[]> packed;

    Running(byte[] block, Future<byte[]> packed) {
      this.block = block;
      this.packed = packed;
    }
  }

  PackingOutput(OutputStream out, Packing packing, ExecutorService executor, int threads) {
    this.out = out;
    this.packing = packing;
    this.executor = executor;
    this.window = threads + 1;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, BLOCK - filled);
      System.arraycopy(bytes, offset + done, block, filled, count);
      filled += count;
      done += count;
      if (filled == BLOCK) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    byte[] full = block;
    int length = filled;
    running.add(new Running(full, executor.submit(() -> packing.pack(codecs, full, length))));
    empty = false;
    filled = 0;
    while (running.size() > window) {
      pass();
    }
    byte[] next = spare.poll();
    block = next == null ? new byte[BLOCK] : next;
  }

  private void pass() throws IOException {
    Running first = running.removeFirst();
    try {
      out.write(first.packed.get());
      spare.add(first.block);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("packing was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw new IOException("compressing failed: " + e.getCause(), e);
    }
  }

  /** Writes what is left; the stream beneath stays open. */
  void finish() throws IOException {
    if (filled > 0 || empty) {
      submit();
    }
    while (!running.isEmpty()) {
      pass();
    }
    out.flush();
  }
}
