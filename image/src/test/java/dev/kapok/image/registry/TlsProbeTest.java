package dev.kapok.image.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;

class TlsProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /** What a server does with a connection. */
  private interface Server {
    void serve(Socket socket) throws IOException;
  }

  private static TlsProbe.Answer ask(ServerSocket listening, Server server) throws IOException {
    Thread thread =
        new Thread(() -> {
          try (Socket socket = listening.accept()) {
            server.serve(socket);
          } catch (IOException _) {
            // What the client makes of it is what counts.
          }
        });
    thread.start();
    try (listening) {
      return TlsProbe.ask("127.0.0.1", listening.getLocalPort(), PATIENT);
    }
  }

  private static ServerSocket plain() throws IOException {
    return new ServerSocket(0, 1, LOOPBACK);
  }

  @Test
  void knowsTlsByTheAnswerOfARealServer() throws IOException {
    ServerSocket listening = SSLServerSocketFactory.getDefault().createServerSocket(0, 1, LOOPBACK);
    assertThat(ask(listening, socket -> socket.getInputStream().read()))
        .isEqualTo(TlsProbe.Answer.TLS);
  }

  @Test
  void knowsHttpByTheRefusalOfARealServer() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 1);
    server.start();
    try {
      assertThat(TlsProbe.ask("127.0.0.1", server.getAddress().getPort(), PATIENT))
          .isEqualTo(TlsProbe.Answer.OTHER);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void takesAnythingElseForAnotherProtocol() throws IOException {
    assertThat(ask(plain(), socket -> socket.getOutputStream().write("SSH-2.0".getBytes(US_ASCII))))
        .isEqualTo(TlsProbe.Answer.OTHER);
  }

  @Test
  void saysThatTheServerHungUp() throws IOException {
    assertThat(
            ask(
                plain(),
                socket -> {
                  socket.getInputStream().readNBytes(60);
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                }))
        .isEqualTo(TlsProbe.Answer.NONE);
  }

  @Test
  void givesUpOnASilentServer() throws IOException {
    try (ServerSocket silent = plain()) {
      assertThatThrownBy(
              () -> TlsProbe.ask("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(50)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void failsWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = plain()) {
      port = closed.getLocalPort();
    }
    assertThatThrownBy(() -> TlsProbe.ask("127.0.0.1", port, PATIENT))
        .isInstanceOf(ConnectException.class);
  }
}
