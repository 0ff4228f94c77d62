package dev.kapok.image.stream;

import dev.kapok.sys.codec.Codecs;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/**
 * How layers are compressed: into independent blocks, so that all CPUs can work on one layer. Each
 * block is a member of gzip or a frame of zstd, which every reader of these formats joins; the
 * result is the same however many CPUs there are.
 *
 * @param compression NONE, GZIP or ZSTD
 * @param level the format's own, −1 for its default
 */
public record Packing(Compression compression, int level) {
  private static final int GZIP_BEST = 9;
  private static final int ZSTD_BEST = 22;

  /** Refuses what cannot be written. */
  public Packing {
    int best =
        switch (compression) {
          case NONE -> -1;
          case GZIP -> GZIP_BEST;
          case ZSTD -> ZSTD_BEST;
          case BZIP2, XZ ->
              throw new IllegalArgumentException(
                  "layers cannot be compressed by " + compression.word() + "; use gzip or zstd");
        };
    boolean fits = level == -1 || (level >= 0 && level <= best);
    if (!fits || (level == 0 && compression == Compression.ZSTD)) {
      throw new IllegalArgumentException(
          "compression level " + level + " is none of " + compression.word());
    }
  }

  /** Compresses one block. */
  byte[] pack(Codecs codecs, byte[] block, int length) {
    return compression == Compression.ZSTD
        ? codecs.zstd(block, length, level)
        : codecs.gzip(block, length, level);
  }

  /** Returns a stream that compresses what is written, in the threads of an executor. */
  PackingOutput open(OutputStream out, ExecutorService executor, int threads) {
    return new PackingOutput(out, this, executor, threads);
  }
}
