package dev.kapok.storage.tar;

import java.io.IOException;

/** Where the content of an entry goes. */
public interface DataSink {
  /** Takes the next bytes; the array belongs to the caller. */
  void data(byte[] buffer, int offset, int length) throws IOException;

  /** Takes a hole of a sparse file: so many zero bytes that need not be stored. */
  void hole(long length) throws IOException;
}
