package dev.kapok.test.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
