package dev.kapok.image.send;

import dev.kapok.image.ImageTarget;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.Progress;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.stream.PackedTar;
import dev.kapok.image.stream.Packing;
import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerTars;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends layers, as many at once as the target takes; one that is there already is not sent. */
final class SendLayers {
  /** For each of them a block of 1 MB waits in each layer, however many CPUs there are. */
  private static final int MOST_PACKERS = 16;

  private final LayerTars tars;
  private final ImageTarget target;
  private final Packing packing;
  private final Progress progress;
  private final int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_PACKERS);

  SendLayers(LayerTars tars, ImageTarget target, Packing packing, Progress progress) {
    this.tars = tars;
    this.target = target;
    this.packing = packing;
    this.progress = progress;
  }

  /** A layer, and the forms that will do. */
  record Task(Layer layer, List<KnownBlob> known) {}

  private record Sent(Digest diffId, KnownBlob blob) {}

  /** Returns the form that each layer has in the target, by its diff id. */
  Map<Digest, KnownBlob> send(List<Task> tasks) throws IOException {
    Map<Digest, Task> different = new LinkedHashMap<>();
    tasks.forEach(task -> different.putIfAbsent(task.layer().diffId(), task));
    if (different.isEmpty()) {
      return Map.of();
    }
    int atOnce = Math.min(target.parallel(), different.size());
    try (ExecutorService senders = Executors.newFixedThreadPool(atOnce);
        ExecutorService packers = Executors.newFixedThreadPool(threads)) {
      CompletionService<Sent> running = new ExecutorCompletionService<>(senders);
      different.values().forEach(task -> running.submit(() -> send(task, packers)));
      try {
        return collect(running, different.size());
      } catch (IOException | RuntimeException e) {
        senders.shutdownNow();
        throw e;
      }
    }
  }

  private static Map<Digest, KnownBlob> collect(CompletionService<Sent> running, int count)
      throws IOException {
    Map<Digest, KnownBlob> sent = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      try {
        Sent one = running.take().get();
        sent.put(one.diffId(), one.blob());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("sending was interrupted");
        interrupted.initCause(e);
        throw interrupted;
      } catch (ExecutionException e) {
        throw unwrapped(e);
      }
    }
    return sent;
  }

  private Sent send(Task task, ExecutorService packers) throws IOException {
    Layer layer = task.layer();
    Digest diffId = layer.diffId();
    progress.begin(diffId, layer.size());
    KnownBlob found = target.find(task.known());
    if (found != null) {
      progress.end(diffId, true);
      return new Sent(diffId, found);
    }
    PackedTar tar = new PackedTar(() -> tars.open(layer.id()), packing, packers, threads);
    try {
      Descriptor blob =
          target.putLayer(
              diffId,
              packing.compression(),
              out -> tar.writeTo(new ProgressOutput(out, diffId, progress)));
      progress.end(diffId, false);
      return new Sent(
          diffId, new KnownBlob(blob.digest(), blob.size(), packing.compression(), List.of()));
    } catch (StorageException | SyscallException e) {
      throw new IOException("layer " + diffId + ": " + e.getMessage(), e);
    }
  }

  private static IOException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException("sending a layer: " + e.getMessage(), e);
    };
  }
}
