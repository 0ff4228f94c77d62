package dev.kapok.image.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.Progress;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static final byte[] TEXT =
      "some text, some text".repeat(5000).getBytes(StandardCharsets.UTF_8);

  private interface Compressor {
    OutputStream wrap(OutputStream out) throws IOException;
  }

  @Test
  void tellsKindsByTheirFirstBytes() throws IOException {
    assertThat(unpacked(compress(GZIPOutputStream::new))).isEqualTo(TEXT);
    assertThat(unpacked(compress(ZstdCompressorOutputStream::new))).isEqualTo(TEXT);
    assertThat(unpacked(compress(BZip2CompressorOutputStream::new))).isEqualTo(TEXT);
    assertThat(unpacked(TEXT)).isEqualTo(TEXT);
    assertThat(unpacked(new byte[0])).isEmpty();
    assertThat(unpacked(new byte[] {0x1f})).hasSize(1);
  }

  @Test
  void readsAllMembersOfAGzipFile() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(compress(GZIPOutputStream::new));
    two.write(compress(GZIPOutputStream::new));

    assertThat(unpacked(two.toByteArray())).hasSize(2 * TEXT.length);
  }

  @Test
  void readsAllFramesOfAZstdFile() throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(compress(ZstdCompressorOutputStream::new));
    frames.write(new byte[] {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3});
    frames.write(compress(ZstdCompressorOutputStream::new));

    assertThat(unpacked(frames.toByteArray())).hasSize(2 * TEXT.length);
  }

  @Test
  void readsAllPartsOfAnXzFile() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(compress(XZCompressorOutputStream::new));
    two.write(compress(XZCompressorOutputStream::new));

    assertThat(unpacked(two.toByteArray())).hasSize(2 * TEXT.length);
  }

  @Test
  void xzThatWantsMuchMemoryIsRefused() throws IOException {
    byte[] xz = compress(XZCompressorOutputStream::new);
    // The block's header follows the stream's: size, flags, filter, its length, the dictionary.
    xz[12 + 4] = 30;
    CRC32 sum = new CRC32();
    sum.update(xz, 12, 8);
    ByteBuffer.wrap(xz).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) sum.getValue());

    assertThatThrownBy(() -> unpacked(xz))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("memory");
  }

  @Test
  void complainsOfCutOffStreams() throws IOException {
    byte[] whole = compress(GZIPOutputStream::new);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> unpacked(half)).isInstanceOf(IOException.class);
  }

  private static byte[] compress(Compressor compressor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.wrap(bytes)) {
      out.write(TEXT);
    }
    return bytes.toByteArray();
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    Descriptor blob = Descriptor.of("x", Hashes.sha256(bytes), bytes.length);
    VerifiedStream verified =
        new VerifiedStream(new ByteArrayInputStream(bytes), blob, Progress.SILENT);
    BufferedInputStream in = Compression.buffered(verified);
    try (InputStream out = Compression.of(in).open(in)) {
      byte[] all = out.readAllBytes();
      verified.finish();
      return all;
    }
  }
}
