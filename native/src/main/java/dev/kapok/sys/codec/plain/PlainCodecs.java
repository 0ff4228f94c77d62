package dev.kapok.sys.codec.plain;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.kapok.sys.codec.Codecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/** The JDK's gzip, and zstd-jni. */
public final class PlainCodecs implements Codecs {
  private static final int BUFFER = 1 << 16;
  private static final int ZSTD_DEFAULT = 3;

  /** RFC 1952: deflate, no flags, no time, unknown system; so equal content gives equal bytes. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  @Override
  public InputStream gunzip(InputStream in) throws IOException {
    return new GZIPInputStream(in, BUFFER);
  }

  @Override
  public InputStream unzstd(InputStream in) throws IOException {
    return new ZstdInputStreamNoFinalizer(in);
  }

  @Override
  public byte[] zstd(byte[] block, int length, int level) {
    byte[] whole = length == block.length ? block : Arrays.copyOf(block, length);
    try {
      return Zstd.compress(whole, level == DEFAULT_LEVEL ? ZSTD_DEFAULT : level);
    } catch (ZstdException e) {
      throw new IllegalStateException("zstd failed: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] gzip(byte[] block, int length, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length / 2 + BUFFER);
    out.writeBytes(HEADER);
    try (Deflater deflater = new Deflater(level, true)) {
      deflater.setInput(block, 0, length);
      deflater.finish();
      byte[] chunk = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    CRC32 crc = new CRC32();
    crc.update(block, 0, length);
    little(out, crc.getValue());
    little(out, length);
    return out.toByteArray();
  }

  private static void little(ByteArrayOutputStream out, long value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >> shift));
    }
  }
}
