package dev.kapok.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Sockets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyslogTest {
  private final Daemon daemon = new Daemon();
  private final Syslog syslog = new Syslog(daemon, 77);

  @Test
  void sendsEachLineWithItsWeight() {
    syslog.send("Error: no such container c\n");
    syslog.send("time=\"now\" level=debug msg=\"a\"\n\nlast");
    String name = "kapok[77]: ";
    assertThat(daemon.messages)
        .containsExactly(
            "/dev/log <11>" + name + "Error: no such container c",
            "/dev/log <14>" + name + "time=\"now\" level=debug msg=\"a\"",
            "/dev/log <14>" + name + "last");
  }

  @Test
  void cutsWhatIsTooLongForADaemon() {
    syslog.send("x".repeat(100_000));
    assertThat(daemon.messages).singleElement().asString().hasSizeLessThan(8192);
  }

  /** Takes messages; has no other sockets. */
  private static final class Daemon implements Sockets {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void notify(String socket, byte[] message) {
      messages.add(socket + " " + new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public int[] packetPair() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int[] pipe() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int connectPacket(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int connectStream(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void shutdownWrite(int fd) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte @Nullable [] receive(int fd, int maxBytes, long timeoutMillis) {
      throw new UnsupportedOperationException();
    }
  }
}
