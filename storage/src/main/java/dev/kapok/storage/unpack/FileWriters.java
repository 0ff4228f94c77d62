package dev.kapok.storage.unpack;

import dev.kapok.storage.StorageException;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes files by several threads while the next ones are made: a file that is made is taken over
 * with its content, and gets its owner, mode and times when that is written.
 */
final class FileWriters implements AutoCloseable {
  /** Larger files are written while they are read, in bytes. */
  static final int LARGEST = 1 << 20;

  /** How much may wait, in bytes. */
  private static final int AHEAD = 8 << 20;

  /** What a file counts at least, in bytes, so that not too many are open. */
  private static final int LEAST = 1 << 16;

  private static final int MOST_THREADS = 4;
  private static final byte[] SELF_FD = {};

  private final FileIo io;
  private final Metadata metadata;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(AHEAD);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private FileWriters(FileIo io, Metadata metadata, int count) {
    this.io = io;
    this.metadata = metadata;
    this.threads = Executors.newFixedThreadPool(count, FileWriters::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "file-writer");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns as many writers as there are processors; null where there is but one. */
  static @Nullable FileWriters of(FileIo io, Metadata metadata) {
    int count = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    return count == 1 ? null : new FileWriters(io, metadata, count);
  }

  /**
   * Takes a file over; fails where an earlier one could not be written.
   *
   * @param fd opened with O_APPEND, closed in any case
   */
  void write(int fd, byte[] content, TarEntry entry) throws IOException {
    int weight = Math.max(content.length, LEAST);
    boolean taken = false;
    room.acquireUninterruptibly(weight);
    try {
      check();
      threads.execute(() -> writeNow(fd, content, entry, weight));
      taken = true;
    } finally {
      if (!taken) {
        io.close(fd);
        room.release(weight);
      }
    }
  }

  private void writeNow(int fd, byte[] content, TarEntry entry, int weight) {
    try {
      FileContent.write(io, fd, content);
      metadata.apply(fd, SELF_FD, entry);
    } catch (SyscallException e) {
      String message = "writing " + entry.displayName() + ": " + e.getMessage();
      failure.compareAndSet(null, new StorageException(message, e));
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      io.close(fd);
      room.release(weight);
    }
  }

  /** Waits for all files; fails where one could not be written. */
  void await() throws IOException {
    room.acquireUninterruptibly(AHEAD);
    room.release(AHEAD);
    check();
  }

  private void check() throws IOException {
    Exception first = failure.get();
    if (first instanceof IOException broken) {
      throw broken;
    }
    if (first instanceof RuntimeException broken) {
      throw broken;
    }
  }

  /** Waits for all files, written or not. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
