package dev.kapok.image.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerifiedStreamTest {
  private static final byte[] BYTES = new byte[100_000];
  private static final Descriptor BLOB = Descriptor.of("x", Hashes.sha256(BYTES), BYTES.length);

  @Test
  void givesWhatWasDeclared() throws IOException {
    assertThat(read(new ByteArrayInputStream(BYTES))).isEqualTo(BYTES);
  }

  @Test
  void refusesShortStreams() {
    assertThatThrownBy(() -> read(new ByteArrayInputStream(BYTES, 0, 7)))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("ends after 7 of 100000 bytes");
  }

  @Test
  void refusesEndlessStreamsAfterTheDeclaredSize() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };

    assertThatThrownBy(() -> read(endless))
        .hasMessageContaining("longer than the declared 100000 bytes");
  }

  @Test
  void refusesOtherBytes() {
    byte[] other = Arrays.copyOf(BYTES, BYTES.length);
    other[99_999] = 1;

    assertThatThrownBy(() -> read(new ByteArrayInputStream(other)))
        .hasMessageContaining("has in truth the digest sha256:");
  }

  @Test
  void givesUpWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> read(new ByteArrayInputStream(BYTES)))
        .hasMessageContaining("given up");
  }

  private static byte[] read(InputStream in) throws IOException {
    return VerifiedStream.readAll(in, BLOB);
  }
}
