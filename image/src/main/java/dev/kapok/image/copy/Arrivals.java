package dev.kapok.image.copy;

import dev.kapok.image.Progress;
import dev.kapok.storage.Digest;
import dev.kapok.sys.Kernel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets one process at a time bring the same layers, so that those who want them too find them
 * instead of fetching them again.
 *
 * <p>Whoever lacks a layer also lacks all above it. So two that lack a layer in common lack the
 * same lowest one of what they share, and one lock, on the lowest layer that is missing, is enough.
 * It guards nothing but the effort, and goes with its process.
 */
public final class Arrivals {
  private static final String PREFIX = "arriving-";

  private final Kernel kernel;
  private final Path folder;

  /** Puts lock files into a folder, which is made where it is missing. */
  public Arrivals(Kernel kernel, Path folder) {
    this.kernel = kernel;
    this.folder = folder;
  }

  /** Deletes the files of processes that were killed. */
  void sweep() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        int lock = kernel.locks().lock(file.toString(), true, 0);
        if (lock >= 0) {
          leave(file, lock);
        }
      }
    }
  }

  private void leave(Path file, int lock) throws IOException {
    Files.deleteIfExists(file);
    kernel.locks().unlock(lock);
  }

  /**
   * Waits until nobody else brings a layer.
   *
   * @param chainId of the lowest layer that is missing
   * @return what ends the turn when it is closed
   */
  Closeable enter(Digest chainId, Progress progress) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(PREFIX + chainId.hex());
    int lock = kernel.locks().lock(file.toString(), true, 0);
    if (lock < 0) {
      progress.note(
          "Waiting for process "
              + kernel.locks().holder(file.toString())
              + ", which brings the same layers");
      lock = kernel.locks().lock(file.toString(), true, -1);
    }
    int held = lock;
    return () -> leave(file, held);
  }
}
