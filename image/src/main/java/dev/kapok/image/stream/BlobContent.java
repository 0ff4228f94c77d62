package dev.kapok.image.stream;

import java.io.IOException;
import java.io.OutputStream;

/** What a blob holds. It can be written several times, and is the same each time. */
public interface BlobContent {
  /** Writes all of it; leaves the stream open. */
  void writeTo(OutputStream out) throws IOException;
}
