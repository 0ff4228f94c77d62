package dev.kapok.test.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** slirp4netns and pasta, with published ports. */
class UserNetworkIT extends EngineTest {
  @BeforeEach
  void needsTun() throws IOException {
    Path tun = Path.of("/dev/net/tun");
    assumeTrue(Files.exists(tun), "there is no /dev/net/tun");
    assumeTrue(
        identity == Identity.ROOT
            || Files.getPosixFilePermissions(tun).contains(PosixFilePermission.OTHERS_WRITE),
        "/dev/net/tun is for root alone: chmod 0666 /dev/net/tun opens it");
  }

  @Test
  void slirp4netnsGivesAnAddress() {
    assertThat(
            kapok
                .run("run", "--rm", "--network=slirp4netns", BB, "ip", "-4", "addr", "show", "tap0")
                .ok()
                .out())
        .contains("10.0.2.100/24");
  }

  @Test
  void slirp4netnsPublishesPorts() throws IOException {
    published("--network=slirp4netns");
  }

  @Test
  void defaultNetworkPublishesPorts() throws IOException {
    published("--label=network=default");
  }

  private void published(String option) throws IOException {
    int port = freePort();
    kapok
        .run(
            "run",
            "-d",
            "--name",
            "w",
            option,
            "-p",
            "127.0.0.1:" + port + ":8080",
            BB,
            "sh",
            "-c",
            "while :; do echo answer | nc -l -p 8080; done")
        .ok();
    assertThat(kapok.run("port", "w").ok().out()).isEqualTo("8080/tcp -> 127.0.0.1:" + port);
    assertThat(kapok.run("ps", "--format", "{{.Ports}}").ok().out())
        .isEqualTo("127.0.0.1:" + port + "->8080/tcp");
    assertThat(ask(port)).isEqualTo("answer\n");
    kapok.run("rm", "-f", "-t", "0", "w").ok();
  }

  @Test
  void portInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      kapok
          .run(
              "run", "--rm", "--network=slirp4netns", "-p", "127.0.0.1:" + port + ":80", BB, "true")
          .exits(125)
          .complains(port);
    }
  }

  private static String ask(int port) {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (!answer.isEmpty()) {
          return answer;
        }
      } catch (IOException e) {
        // Not up yet: the loop asks again.
      }
      Pause.millis(100);
    }
    return "no answer";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
