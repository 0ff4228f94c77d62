package dev.kapok.storage.change;

import java.io.IOException;

/**
 * Takes what {@link TreeDiff} finds, a folder before what is in it, names in the order of bytes.
 */
interface ChangeSink {
  /** The root itself has another owner, mode or attribute. */
  void root(Node node) throws IOException;

  void added(Node node) throws IOException;

  void modified(Node node) throws IOException;

  /** Takes the path of what is gone; what was in it is not told. */
  void deleted(String path) throws IOException;
}
