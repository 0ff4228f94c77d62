package dev.kapok.storage.unpack;

import dev.kapok.storage.Digest;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.pipe.ByteSource;
import dev.kapok.storage.pipe.ChunkPipe;
import dev.kapok.storage.pipe.ChunkSource;
import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Unpacks the tar of a layer and computes its digest on the way.
 *
 * <p>Three threads share the work: the caller's reads (and so decompresses), one unpacks, one
 * hashes. Memory is bounded by the chunks between them, however large the layer and however many
 * its entries.
 */
public final class LayerUnpacker {
  private final Kernel kernel;
  private final UnpackOptions options;

  /** Unpacks in one way for all layers. */
  public LayerUnpacker(Kernel kernel, UnpackOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  /**
   * Unpacks an uncompressed tar, read to its end, into an empty folder.
   *
   * @param rootFd a descriptor of the folder, which stays open
   * @param recorder writes down what is needed to make the same tar again; it stays open
   * @throws IOException where the stream breaks or is no tar
   * @throws dev.kapok.storage.LayerFormatException where an entry is refused
   * @throws StorageException where the host cannot store an entry
   */
  public UnpackResult unpack(InputStream tar, int rootFd, TarRecorder recorder) throws IOException {
    ChunkPipe pipe = new ChunkPipe();
    Notes notes = new Notes();
    LayerRules rules = new LayerRules(kernel, options, notes, recorder);
    Metadata metadata = Metadata.ofLayers(kernel.attributes(), options.ignoreOwners(), notes);
    EntryWriter.Place root = new EntryWriter.Place(rootFd, new byte[0]);
    try (EntryWriter writer = new EntryWriter(kernel, root, rules, metadata, recorder)) {
      FutureTask<Long> unpacking = start("unpack", () -> unpackAll(pipe, writer, recorder));
      FutureTask<String> hashing = start("hash", pipe.toHash()::sha256);
      try {
        pipe.feed(tar);
      } finally {
        settle(unpacking);
        settle(hashing);
      }
      long size = result(unpacking);
      return new UnpackResult(
          Digest.sha256(result(hashing)),
          size,
          writer.rootSeen(),
          rules.rootOpaque(),
          notes.sentences());
    }
  }

  private static long unpackAll(ChunkPipe pipe, EntryWriter writer, TarRecorder recorder)
      throws IOException {
    try {
      ByteSource source = recorder.record(new ChunkSource(pipe.toUnpack()));
      TarReader reader = new TarReader(source);
      for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
        write(writer, entry, reader);
      }
      recorder.finish(source);
      return writer.size();
    } catch (IOException | RuntimeException | Error e) {
      pipe.stop();
      throw e;
    } finally {
      pipe.toUnpack().drain();
    }
  }

  private static void write(EntryWriter writer, TarEntry entry, TarReader reader)
      throws IOException {
    try {
      writer.write(entry, reader);
    } catch (SyscallException e) {
      throw new StorageException("unpack " + entry.displayName() + ": " + e.getMessage(), e);
    }
  }

  private static <T> FutureTask<T> start(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "layer-" + name);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Waits for the end of a task, whatever it is; both queues have ended, so it comes. */
  private static void settle(FutureTask<?> task) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T result(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("unpacking was interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      switch (cause) {
        case IOException broken -> throw broken;
        case RuntimeException failed -> throw failed;
        case Error fatal -> throw fatal;
        case null, default -> throw new IllegalStateException(cause);
      }
    }
  }
}
