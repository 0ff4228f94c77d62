package dev.kapok.sys.jni;

import dev.kapok.sys.codec.Codecs;
import java.io.IOException;
import java.io.InputStream;

/** ISA-L and libzstd, which came with the launcher. */
public final class JniCodecs implements Codecs {
  private static final int ZSTD_DEFAULT = 3;

  /**
   * Of 617 MB of a distribution's files, level 1 makes 241 MB in 1.2 s, level 2 238 MB in 1.3 s,
   * level 3 234 MB in 2.3 s.
   */
  private static final int GZIP_DEFAULT = 2;

  /** ISA-L has no levels that shrink as far as these. */
  private static final int SMALL = 4;

  private final Codecs otherwise;

  /**
   * Uses the launcher's libraries.
   *
   * @param otherwise does what they do not
   */
  public JniCodecs(Codecs otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public InputStream gunzip(InputStream in) throws IOException {
    return Natives.gzipAvailable() == 0
        ? otherwise.gunzip(in)
        : new DecodedStream(in, DecodedStream.Format.GZIP);
  }

  @Override
  public InputStream unzstd(InputStream in) {
    return new DecodedStream(in, DecodedStream.Format.ZSTD);
  }

  @Override
  public byte[] gzip(byte[] block, int length, int level) {
    boolean isOwn = level != 0 && level < SMALL && Natives.gzipAvailable() != 0;
    int own = level == DEFAULT_LEVEL ? GZIP_DEFAULT : level;
    byte[] packed = isOwn ? Natives.gzipPack(block, length, own) : null;
    return packed == null ? otherwise.gzip(block, length, level) : packed;
  }

  @Override
  public byte[] zstd(byte[] block, int length, int level) {
    byte[] packed = Natives.zstdPack(block, length, level == DEFAULT_LEVEL ? ZSTD_DEFAULT : level);
    if (packed == null) {
      throw new IllegalStateException("zstd failed: there is no memory for level " + level);
    }
    return packed;
  }
}
