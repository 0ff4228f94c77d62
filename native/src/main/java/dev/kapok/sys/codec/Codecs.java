package dev.kapok.sys.codec;

import dev.kapok.sys.Host;
import dev.kapok.sys.codec.plain.PlainCodecs;
import dev.kapok.sys.jni.JniCodecs;
import java.io.IOException;
import java.io.InputStream;

/**
 * Compresses and decompresses. Safe for several threads; a stream belongs to one.
 *
 * <p>Streams read on through several members (gzip, RFC 1952) or frames (zstd, RFC 8878), and throw
 * {@link IOException} where the data is damaged or cut off. Closing one closes the stream beneath.
 */
public interface Codecs {
  /** The level of gzip that a format's user means who names none. */
  int DEFAULT_LEVEL = -1;

  /** Returns the fastest that this process has. */
  static Codecs ofProcess() {
    return Host.launcher() == null ? new PlainCodecs() : new JniCodecs(new PlainCodecs());
  }

  /** Decompresses gzip. */
  InputStream gunzip(InputStream in) throws IOException;

  /** Decompresses zstd. */
  InputStream unzstd(InputStream in) throws IOException;

  /**
   * Compresses a block into one whole member. Equal blocks give equal bytes.
   *
   * @param level 0 to 9, or {@link #DEFAULT_LEVEL}
   */
  byte[] gzip(byte[] block, int length, int level);

  /**
   * Compresses a block into one whole frame.
   *
   * @param level 1 to 22, or {@link #DEFAULT_LEVEL}
   */
  byte[] zstd(byte[] block, int length, int level);
}
