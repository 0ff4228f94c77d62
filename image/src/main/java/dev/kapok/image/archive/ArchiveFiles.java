package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The files of an archive by their names: of a tar, or of a folder. Safe for several threads. */
interface ArchiveFiles extends Closeable {
  /** Names the archive in messages. */
  String describe();

  /** Returns a file's size in bytes, −1 where there is none. */
  long size(String name) throws IOException;

  /**
   * Opens a file.
   *
   * @throws ImageFormatException where there is none
   */
  InputStream open(String name) throws IOException;

  /** Reads a document, refusing one of more than {@code limit} bytes. */
  default byte[] read(String name, int limit) throws IOException {
    long size = size(name);
    if (size > limit) {
      throw new ImageFormatException(
          name
              + " in "
              + describe()
              + " has "
              + size
              + " bytes, more than "
              + limit
              + " are not read");
    }
    try (InputStream in = open(name)) {
      return in.readNBytes(limit);
    }
  }

  /** Says that the archive lacks a file. */
  default ImageFormatException missing(String name) {
    return new ImageFormatException(describe() + " lacks the file " + name);
  }
}
