package dev.kapok.sys.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every provider of codecs does. */
public abstract class CodecsConformance {
  /** The formats. */
  enum Format {
    GZIP,
    ZSTD;

    byte[] pack(Codecs codecs, byte[] block, int length, int level) {
      return this == GZIP ? codecs.gzip(block, length, level) : codecs.zstd(block, length, level);
    }

    InputStream open(Codecs codecs, InputStream in) throws IOException {
      return this == GZIP ? codecs.gunzip(in) : codecs.unzstd(in);
    }
  }

  /** Returns what is tested. */
  protected abstract Codecs codecs();

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    Random random = new Random(7);
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ("kapok " + i / 7).charAt(random.nextInt(6));
    }
    return text;
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(8).nextBytes(noise);
    return noise;
  }

  private byte[] unpack(Format format, byte[] packed) throws IOException {
    try (InputStream in = format.open(codecs(), new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPackedComesBack(Format format) throws IOException {
    for (byte[] block : new byte[][] {{}, {1}, text(1 << 20), noise(300_001), new byte[2 << 20]}) {
      for (int level : new int[] {Codecs.DEFAULT_LEVEL, 1, 3, 6, 9}) {
        byte[] packed = format.pack(codecs(), block, block.length, level);
        assertThat(Arrays.equals(unpack(format, packed), block)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheLengthIsPacked(Format format) throws IOException {
    byte[] block = text(1000);
    assertThat(unpack(format, format.pack(codecs(), block, 10, -1)))
        .isEqualTo(Arrays.copyOf(block, 10));
  }

  @ParameterizedTest
  @EnumSource
  void equalBlocksGiveEqualBytes(Format format) {
    byte[] block = text(100_000);
    assertThat(format.pack(codecs(), block, block.length, -1))
        .isEqualTo(format.pack(codecs(), block.clone(), block.length, -1));
  }

  @ParameterizedTest
  @EnumSource
  void membersFollowEachOther(Format format) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      byte[] block = text(50_000 + i);
      all.writeBytes(block);
      packed.writeBytes(format.pack(codecs(), block, block.length, -1));
    }
    assertThat(Arrays.equals(unpack(format, packed.toByteArray()), all.toByteArray())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void inputAndOutputMayComeInAnyPieces(Format format) throws IOException {
    byte[] block = text(20_000);
    byte[] packed = format.pack(codecs(), block, block.length, -1);
    for (int piece : new int[] {1, 7, 4096}) {
      ByteArrayOutputStream found = new ByteArrayOutputStream();
      try (InputStream in = format.open(codecs(), new Drops(packed))) {
        byte[] buffer = new byte[piece];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          found.write(buffer, 0, count);
        }
      }
      assertThat(Arrays.equals(found.toByteArray(), block)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCutOffIsNotTakenForWhole(Format format) {
    byte[] block = noise(100_000);
    byte[] packed = format.pack(codecs(), block, block.length, -1);
    for (int length : new int[] {5, packed.length / 2, packed.length - 1}) {
      assertThatIOException().isThrownBy(() -> unpack(format, Arrays.copyOf(packed, length)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageIsFound(Format format) {
    byte[] block = text(100_000);
    byte[] packed = format.pack(codecs(), block, block.length, -1);
    byte[] garbage = packed.clone();
    Arrays.fill(garbage, 20, garbage.length, (byte) 0xff);
    assertThatIOException().isThrownBy(() -> unpack(format, garbage));
    assertThatIOException().isThrownBy(() -> unpack(format, noise(1000)));
  }

  @Test
  void checksumOfGzipIsCompared() {
    byte[] block = text(100_000);
    byte[] packed = codecs().gzip(block, block.length, -1);
    packed[packed.length - 6] ^= 1;
    assertThatIOException().isThrownBy(() -> unpack(Format.GZIP, packed));
  }

  @Test
  void gzipIsThatOfOthers() throws IOException {
    byte[] block = text(3_000_000);
    ByteArrayOutputStream jdk = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(jdk)) {
      out.write(block);
    }
    assertThat(Arrays.equals(unpack(Format.GZIP, jdk.toByteArray()), block)).isTrue();
    byte[] packed = codecs().gzip(block, block.length, -1);
    byte[] found = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertThat(Arrays.equals(found, block)).isTrue();
  }

  /** Gives a byte at a time. */
  private static final class Drops extends ByteArrayInputStream {
    Drops(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, 1));
    }
  }
}
