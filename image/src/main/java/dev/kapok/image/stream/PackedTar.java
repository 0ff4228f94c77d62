package dev.kapok.image.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/** A layer's tar as it leaves the store, compressed if that is wanted. */
public final class PackedTar implements BlobContent {
  private static final int BUFFER = 1 << 18;

  private final Source source;
  private final Packing packing;
  private final ExecutorService executor;
  private final int threads;

  /** Opens the uncompressed tar from its first byte; reading it to the end verifies it. */
  public interface Source {
    /** Opens it; the caller closes the stream. */
    InputStream open() throws IOException;
  }

  /**
   * Describes the content.
   *
   * @param executor whose threads compress
   * @param threads how many these are
   */
  public PackedTar(Source source, Packing packing, ExecutorService executor, int threads) {
    this.source = source;
    this.packing = packing;
    this.executor = executor;
    this.threads = threads;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream tar = source.open()) {
      if (packing.compression() == Compression.NONE) {
        copy(tar, out);
        return;
      }
      PackingOutput packed = packing.open(out, executor, threads);
      copy(tar, packed);
      packed.finish();
    }
  }

  private static void copy(InputStream tar, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }
}
