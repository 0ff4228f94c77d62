package dev.kapok.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
  private static final EngineVersion VERSION =
      new EngineVersion("0.1.0", "1.44", "1.24", "linux", "amd64", "6.1");

  @TempDir Path folder = Path.of("/nonexistent");

  @Test
  void pingAnswersWithTheVersionOfTheInterface() throws IOException {
    for (String path : new String[] {"/_ping", "/v1.41/_ping", "/libpod/_ping"}) {
      String answer = ask("GET", path);
      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("OK").contains("Api-Version: 1.44");
    }
  }

  @Test
  void headOfPingHasNoBody() throws IOException {
    assertThat(ask("HEAD", "/_ping")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  @Test
  void versionIsToldInDockersShape() throws IOException {
    for (String path : new String[] {"/version", "/v1.44/version"}) {
      String answer = ask("GET", path);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Type: application/json");
      JsonNode body = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
      assertThat(body.get("ApiVersion").asText()).isEqualTo("1.44");
      assertThat(body.get("Components").get(0).get("Name").asText()).isEqualTo("Kapok Engine");
    }
  }

  @Test
  void unknownPathIsNotFound() throws IOException {
    assertThat(ask("GET", "/nosuch")).startsWith("HTTP/1.1 404");
    assertThat(ask("GET", "/vx")).startsWith("HTTP/1.1 404");
  }

  @Test
  void socketIsPrivateAndGoesWithTheService() throws IOException {
    Path socket = folder.resolve("private/kapok.sock");
    try (ApiServer server = ApiServer.start(socket, VERSION)) {
      assertThat(server).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
          .isEqualTo("rwx------");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void replacesNothingButASocketThatNobodyServes() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertThatThrownBy(() -> ApiServer.start(file, VERSION)).hasMessageContaining("no socket");
    assertThat(file).hasContent("precious");

    Path socket = folder.resolve("s.sock");
    try (ApiServer server = ApiServer.start(socket, VERSION)) {
      assertThatThrownBy(() -> ApiServer.start(server.socket(), VERSION))
          .hasMessageContaining("a service does");
    }
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(socket));
    }
    ApiServer.start(socket, VERSION).close();
  }

  @Test
  void countsIdleTimeFromTheLastRequest() throws IOException {
    Path socket = folder.resolve("s.sock");
    try (ApiServer server = ApiServer.start(socket, VERSION)) {
      long before = server.idleNanos();
      assertThat(server.idleNanos()).isGreaterThan(before).isPositive();
    }
  }

  private String ask(String method, String path) throws IOException {
    Path socket = folder.resolve("s/kapok.sock");
    try (ApiServer server = ApiServer.start(socket, VERSION);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThat(server).isNotNull();
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = method + " " + path + " HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
