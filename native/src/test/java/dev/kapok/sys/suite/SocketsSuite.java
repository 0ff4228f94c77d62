package dev.kapok.sys.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.Errno;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@link dev.kapok.sys.Sockets} promises. */
public abstract class SocketsSuite extends KernelSuite {
  @Test
  void keepsPacketsApart() {
    int[] pair = pair();
    send(pair[0], "one");
    send(pair[0], "two");
    assertThat(receive(pair[1])).isEqualTo("one");
    assertThat(receive(pair[1])).isEqualTo("two");
    send(pair[1], "back");
    assertThat(receive(pair[0])).isEqualTo("back");
  }

  @Test
  void returnsNullAtTheEnd() {
    int[] pair = pair();
    kernel.sockets().shutdownWrite(pair[0]);
    assertThat(kernel.sockets().receive(pair[1], 10, -1)).isNull();
    send(pair[1], "still open");
    assertThat(receive(pair[0])).isEqualTo("still open");
  }

  @Test
  void waitsNoLongerThanAllowed() {
    int[] pair = pair();
    fails(Errno.EAGAIN, () -> kernel.sockets().receive(pair[0], 10, 0));
    fails(Errno.EAGAIN, () -> kernel.sockets().receive(pair[0], 10, 20));
  }

  @Test
  void joinsTheEndsOfAPipe() {
    int[] pipe = kernel.sockets().pipe();
    opened(pipe[0]);
    send(pipe[1], "through");
    kernel.io().close(pipe[1]);
    assertThat(receive(pipe[0])).isEqualTo("through");
    assertThat(kernel.sockets().receive(pipe[0], 10, -1)).isNull();
  }

  @Test
  void connectsToStreams() throws IOException {
    connects(folder.resolve("socket"));
  }

  @Test
  void connectsToPathsLongerThanAnAddress() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(100)).resolve("e".repeat(100)));
    // The JDK cannot bind such a path: bound where it is short, moved where it is long.
    Path target = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(target));
      Files.move(target, deep.resolve("s"));
      int fd = opened(kernel.sockets().connectStream(deep.resolve("s").toString()));
      greets(server, fd);
    }
  }

  @Test
  void tellsWhyItCannotConnect() throws IOException {
    fails(Errno.ENOENT, () -> kernel.sockets().connectStream(path("none")));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("gone")));
    }
    fails(Errno.ECONNREFUSED, () -> kernel.sockets().connectPacket(path("gone")));
  }

  @Test
  void failsToNotifyNobody() {
    fails(Errno.ENOENT, () -> kernel.sockets().notify(path("none"), bytes("READY=1")));
    fails(Errno.ECONNREFUSED, () -> kernel.sockets().notify("@kapok-nobody", bytes("READY=1")));
  }

  private void connects(Path path) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      greets(server, opened(kernel.sockets().connectStream(path.toString())));
    }
  }

  private void greets(ServerSocketChannel server, int fd) throws IOException {
    try (SocketChannel client = server.accept()) {
      client.write(ByteBuffer.wrap(bytes("hello")));
      assertThat(receive(fd)).isEqualTo("hello");
    }
    assertThat(kernel.sockets().receive(fd, 10, -1)).isNull();
  }

  private int[] pair() {
    int[] pair = kernel.sockets().packetPair();
    opened(pair[0]);
    opened(pair[1]);
    return pair;
  }

  private void send(int fd, String text) {
    kernel.io().write(fd, bytes(text), 0, bytes(text).length);
  }

  private String receive(int fd) {
    return text(requireNonNull(kernel.sockets().receive(fd, 100, 10_000)));
  }
}
