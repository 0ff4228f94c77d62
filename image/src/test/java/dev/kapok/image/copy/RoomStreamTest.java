package dev.kapok.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kapok.image.FakeLayerStore;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RoomStreamTest {
  private static final long MIB = 1 << 20;

  private final FakeLayerStore layers = new FakeLayerStore(null);
  private long given;

  /** A stream without an end. */
  private InputStream zeros() {
    return new InputStream() {
      @Override
      public int read() {
        given++;
        return 0;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        given += length;
        return length;
      }
    };
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (in.read(buffer, 0, buffer.length) >= 0) {
      // To its end, which there is none of.
    }
  }

  @Test
  void endsBeforeWhatWasFreeIsFull() throws IOException {
    layers.setFreeBytes(640 * MIB);
    try (RoomStream room = new RoomStream(zeros(), layers)) {
      assertThatIOException()
          .isThrownBy(() -> drain(room))
          .withMessageContaining("no space left on device")
          .withMessageContaining(Long.toString(630 * MIB));
    }
    assertThat(given).isBetween(630 * MIB, 631 * MIB);
  }

  @Test
  void endsWhereOthersUseUpTheRoom() throws IOException {
    layers.setFreeBytes(640 * MIB);
    try (RoomStream room = new RoomStream(zeros(), layers)) {
      layers.setFreeBytes(9 * MIB);
      assertThatIOException().isThrownBy(() -> drain(room)).withMessageContaining("no space left");
    }
    assertThat(given).isLessThan(20 * MIB);
  }

  @Test
  void letsThroughWhatFits() throws IOException {
    layers.setFreeBytes(64);
    try (RoomStream room = new RoomStream(zeros(), layers)) {
      assertThat(room.readNBytes(63)).hasSize(63);
      assertThatIOException().isThrownBy(room::read);
    }
  }
}
