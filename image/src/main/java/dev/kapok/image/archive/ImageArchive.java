package dev.kapok.image.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** An open archive. The images it gives can be read until it is closed. */
public interface ImageArchive extends Closeable {
  /** Names the archive in messages: {@code docker-archive:/tmp/x.tar}. */
  String describe();

  /**
   * Returns what users call this kind of archive: "docker-archive", "oci-archive", "oci", "dir".
   */
  String transport();

  /** Returns the images in it, at least one. */
  List<ArchivedImage> images() throws IOException;
}
