package dev.kapok.image.archive;

import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.HashingOutput;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes files into a folder, each of which gets its name when it is complete. What was written
 * without a commit goes again, and so does the folder where it was made for this.
 */
final class FolderWriter implements ArchiveWriter {
  private final Path folder;
  private final String description;
  private final boolean isNew;
  private final List<Path> written = new ArrayList<>();
  private final AtomicInteger counter = new AtomicInteger();
  private boolean committed;

  FolderWriter(Path folder, String description) throws IOException {
    this.folder = folder;
    this.description = description;
    this.isNew = !Files.exists(folder);
    Files.createDirectories(folder);
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  @Override
  public Written write(@Nullable Digest digest, Function<Digest, String> name, BlobContent content)
      throws IOException {
    Path temporary = temporary();
    try {
      Written result;
      try (OutputStream raw = Files.newOutputStream(temporary)) {
        HashingOutput out = new HashingOutput(raw);
        content.writeTo(out);
        result = new Written(digest == null ? out.digest() : digest, out.count());
      }
      place(temporary, folder.resolve(name.apply(result.digest())));
      return result;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    Path temporary = temporary();
    try {
      Files.write(temporary, bytes);
      place(temporary, folder.resolve(name));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path temporary() {
    return folder.resolve(
        ".part-" + Long.toHexString(System.nanoTime()) + "-" + counter.incrementAndGet());
  }

  private synchronized void place(Path temporary, Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    boolean isKnown = Files.exists(file);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (!isKnown) {
      written.add(file);
    }
  }

  @Override
  public void commit() {
    committed = true;
  }

  @Override
  public void close() throws IOException {
    if (committed) {
      return;
    }
    for (Path file : written) {
      Files.deleteIfExists(file);
    }
    if (isNew) {
      for (String name : List.of("blobs/sha256", "blobs", "")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }
}
