package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BulkSocketsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int LARGE = 1_000_000;

  private final byte[] content = new byte[LARGE];

  BulkSocketsTest() {
    new Random(7).nextBytes(content);
  }

  /** Both ends of a connection. */
  private record Pair(Socket own, Socket other) implements AutoCloseable {
    static Pair open(Duration silence) throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
        Socket own = new BulkSockets(silence).createSocket(LOOPBACK, server.getLocalPort());
        return new Pair(own, server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      own.close();
      other.close();
    }
  }

  @Test
  void readsWhatWasSentInPiecesOfAnySize() throws IOException {
    try (Pair pair = Pair.open(Duration.ofSeconds(30))) {
      Thread sender =
          new Thread(() -> {
            try {
              pair.other.getOutputStream().write(content);
              pair.other.shutdownOutput();
            } catch (IOException _) {
              // The reader misses it.
            }
          });
      sender.start();
      InputStream in = pair.own.getInputStream();
      assertThat(in.read()).isEqualTo(content[0] & 0xff);
      assertThat(in.readNBytes(8191)).isEqualTo(Arrays.copyOfRange(content, 1, 8192));
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 8192, content.length));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void sendsWhenItIsFlushed() throws IOException {
    try (Pair pair = Pair.open(Duration.ofSeconds(30))) {
      pair.own.getOutputStream().write(content, 0, 10);
      pair.other.setSoTimeout(50);
      assertThatThrownBy(() -> pair.other.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      pair.own.getOutputStream().flush();
      pair.other.setSoTimeout(30_000);
      assertThat(pair.other.getInputStream().readNBytes(10)).isEqualTo(Arrays.copyOf(content, 10));
    }
  }

  @Test
  void keepsTheOrderOfSmallAndLargePieces() throws IOException {
    try (Pair pair = Pair.open(Duration.ofSeconds(30))) {
      Thread sender =
          new Thread(() -> {
            try {
              var out = pair.own.getOutputStream();
              out.write(content[0]);
              out.write(content, 1, 60_000);
              out.write(content, 60_001, 10_000);
              out.write(content, 70_001, 500_000);
              out.write(content, 570_001, LARGE - 570_001);
              out.flush();
            } catch (IOException _) {
              // The reader misses it.
            }
          });
      sender.start();
      assertThat(pair.other.getInputStream().readNBytes(LARGE)).isEqualTo(content);
    }
  }

  /** The client looks so whether a connection that was idle is still good. */
  @Test
  void readsNothingTwiceAfterSilence() throws IOException {
    try (Pair pair = Pair.open(Duration.ofSeconds(30))) {
      InputStream in = pair.own.getInputStream();
      pair.other.getOutputStream().write(content, 0, 10);
      assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(content, 10));
      pair.own.setSoTimeout(1);
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);

      pair.own.setSoTimeout(0);
      pair.other.getOutputStream().write(content, 10, 10);
      assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(content, 10, 20));
    }
  }

  @Test
  void givesUpOnSilenceThoughTheClientSetsNoLimit() throws IOException {
    try (Pair pair = Pair.open(Duration.ofMillis(50))) {
      pair.own.setSoTimeout(0);
      assertThatThrownBy(() -> pair.own.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
