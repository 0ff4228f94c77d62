package dev.kapok.image.stream;

import dev.kapok.sys.codec.Codecs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** How some bytes are compressed, told by how they begin and not by what a media type claims. */
public enum Compression {
  NONE(""),
  /** RFC 1952. */
  GZIP("\u001f\u008b"),
  /** RFC 8878. */
  ZSTD("(\u00b5/\u00fd"),
  BZIP2("BZh"),
  XZ("\u00fd7zXZ\u0000");

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 6;

  /** What {@code xz -9} needs, and a little more; a stream may ask for gigabytes. */
  private static final int XZ_MEMORY_KIB = 80 << 10;

  /** The first bytes, a character each. */
  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  /** Gives a stream the buffer that {@link #of} needs. */
  public static BufferedInputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  /** Looks at the first bytes, which stay in the stream. */
  public static Compression of(BufferedInputStream in) throws IOException {
    in.mark(LONGEST);
    byte[] head = in.readNBytes(LONGEST);
    in.reset();
    for (Compression compression : values()) {
      if (compression != NONE && compression.begins(head)) {
        return compression;
      }
    }
    return NONE;
  }

  /**
   * Parses what stands after {@code --compression-format}.
   *
   * @throws IllegalArgumentException where layers cannot be written so
   */
  public static Compression parse(String word) {
    return switch (word) {
      case "gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default ->
          throw new IllegalArgumentException(
              "compression format \"" + word + "\" is not supported; choose gzip or zstd");
    };
  }

  /** Returns what the media type of a layer claims; NONE for what is no layer. */
  public static Compression ofType(String mediaType) {
    if (mediaType.endsWith("zstd")) {
      return ZSTD;
    }
    return mediaType.endsWith("gzip") ? GZIP : NONE;
  }

  /** Returns the format's name: {@code gzip}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean begins(byte[] head) {
    for (int i = 0; i < magic.length(); i++) {
      if (i >= head.length || (head[i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns what the compressed stream holds; closing it closes the stream. */
  public InputStream open(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> Codecs.ofProcess().gunzip(in);
      case ZSTD -> Codecs.ofProcess().unzstd(in);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case XZ ->
          XZCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .setMemoryLimitKiB(XZ_MEMORY_KIB)
              .get();
    };
  }
}
