package dev.kapok.test.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code system service}: what clients ask first, and a graceful end. */
class ServiceIT extends EngineTest {
  @Test
  void answersDockersClientUntilItIsTold() throws Exception {
    Path socket = kapok.folder().resolve("api/k.sock");
    Process service = kapok.start("system", "service", "--time=0", "unix://" + socket);
    try {
      awaitSocket(socket);
      assertThat(curl(socket, "/_ping")).isEqualTo("OK");
      assertThat(curl(socket, "/v1.41/version")).contains("\"ApiVersion\":\"1.44\"");
      dockerUnderstands(socket);
    } finally {
      Shell.run("kill", "-TERM", Long.toString(service.pid()));
      assertThat(service.waitFor()).isZero();
    }
    assertThat(Files.exists(socket)).isFalse();
  }

  @Test
  void endsByItselfWhenNobodyAsks() {
    Path socket = kapok.folder().resolve("api/k.sock");
    Result service = kapok.run("system", "service", "-t", "1", "unix://" + socket).ok();
    assertThat(service.stderr()).isEqualTo("serving on unix://" + socket + "\n");
    assertThat(Files.exists(socket)).isFalse();
  }

  @Test
  void servesOnASocketThatSystemdMade() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-socket-activate")),
        "systemd-socket-activate is missing (package systemd)");
    Path socket = kapok.folder().resolve("k.sock");
    List<String> words = new ArrayList<>(kapok.argv(List.of(), "system", "service", "-t", "2"));
    int program = words.indexOf(Kapok.PREFIX.toAbsolutePath().resolve("bin/kapok").toString());
    words.addAll(
        program,
        List.of("systemd-socket-activate", "-E", "XDG_RUNTIME_DIR", "-l", socket.toString()));
    Process service = Shell.start(words);
    try {
      awaitSocket(socket);
      assertThat(curl(socket, "/_ping")).isEqualTo("OK");
      assertThat(curl(socket, "/v1.41/version")).contains("\"ApiVersion\":\"1.44\"");
      assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isZero();
    } finally {
      service.destroy();
    }
    assertThat(socket).exists(); // for the next service, that systemd starts
  }

  private static String curl(Path socket, String path) {
    return Shell.run("curl", "-s", "--unix-socket", socket.toString(), "http://d" + path)
        .ok()
        .out();
  }

  private static void dockerUnderstands(Path socket) {
    if (Files.isExecutable(Path.of("/usr/bin/docker"))) {
      List<String> words = List.of("env", "DOCKER_HOST=unix://" + socket, "docker", "version");
      assertThat(Shell.run(words, "").ok().stdout()).contains("Kapok Engine");
    }
  }

  private static void awaitSocket(Path socket) {
    for (int i = 0; i < 300; i++) {
      if (Files.exists(socket)) {
        Pause.millis(100);
        return;
      }
      Pause.millis(50);
    }
    throw new AssertionError("the service did not come up in time");
  }
}
