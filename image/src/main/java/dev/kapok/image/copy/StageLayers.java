package dev.kapok.image.copy;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.storage.Digest;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Stages several layers at once; either all of them, or none. */
final class StageLayers {
  /** So many come in at once at least: one downloads while others are unpacked. */
  private static final int AT_LEAST = 3;

  /** Each takes 5 MB for what is on its way, however many CPUs there are. */
  private static final int AT_MOST = 8;

  private final LayerStore layers;
  private final StageLayer stage;

  StageLayers(LayerStore layers, StageLayer stage) {
    this.layers = layers;
    this.stage = stage;
  }

  /** A layer to stage: what it lies in, and its place in the image. */
  record Task(int index, Descriptor blob, Digest diffId) {}

  /** Returns the staged layers by their place in the image. */
  Map<Integer, StagedLayer> stage(List<Task> tasks) throws IOException {
    if (tasks.isEmpty()) {
      return Map.of();
    }
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), AT_LEAST, AT_MOST);
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, tasks.size()));
    CompletionService<Map.Entry<Integer, StagedLayer>> running =
        new ExecutorCompletionService<>(executor);
    List<Future<Map.Entry<Integer, StagedLayer>>> futures = new ArrayList<>();
    for (Task task : tasks) {
      futures.add(
          running.submit(() -> Map.entry(task.index(), stage.stage(task.blob(), task.diffId()))));
    }
    try {
      Map<Integer, StagedLayer> staged = new HashMap<>();
      for (int i = 0; i < tasks.size(); i++) {
        Map.Entry<Integer, StagedLayer> done = running.take().get();
        staged.put(done.getKey(), done.getValue());
      }
      executor.shutdown();
      return staged;
    } catch (InterruptedException e) {
      discard(executor, futures);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("unpacking layers was interrupted");
    } catch (ExecutionException e) {
      discard(executor, futures);
      throw unwrapped(e);
    }
  }

  /** Stops what still runs, then drops what was finished. */
  private void discard(
      ExecutorService executor, List<Future<Map.Entry<Integer, StagedLayer>>> futures) {
    executor.shutdownNow();
    boolean wasInterrupted = false;
    try {
      executor.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    for (Future<Map.Entry<Integer, StagedLayer>> future : futures) {
      if (future.state() == Future.State.SUCCESS) {
        layers.discard(future.resultNow().getValue());
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException("unpacking a layer: " + e.getMessage(), e);
    };
  }
}
