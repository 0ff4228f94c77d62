package dev.kapok.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files in a folder. */
final class FolderFiles implements ArchiveFiles {
  private final Path folder;
  private final String description;

  FolderFiles(Path folder, String description) {
    this.folder = folder;
    this.description = description;
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public long size(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? Files.size(file) : -1;
  }

  @Override
  public InputStream open(String name) throws IOException {
    try {
      return Files.newInputStream(folder.resolve(name));
    } catch (NoSuchFileException e) {
      throw missing(name);
    }
  }

  @Override
  public void close() {}
}
