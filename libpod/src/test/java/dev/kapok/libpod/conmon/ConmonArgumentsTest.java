package dev.kapok.libpod.conmon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConmonArgumentsTest {
  private static ConmonRequest request(
      boolean terminal,
      boolean stdin,
      ConmonRequest.@Nullable Exec exec,
      List<String> exitCommand) {
    return new ConmonRequest(
        "id",
        "name",
        "/b",
        "/exits",
        "/persist",
        "/usr/sbin/runc",
        List.of("--root", "/r"),
        "/b/log",
        true,
        false,
        exec == null ? "/l" : null,
        4096,
        terminal,
        stdin,
        "warn",
        exitCommand,
        exec);
  }

  @Test
  void describesAContainer() {
    List<String> argv =
        ConmonArguments.of(
            "/usr/bin/conmon",
            request(false, true, null, List.of("/kapok", "container", "cleanup")));

    assertThat(argv)
        .startsWith("/usr/bin/conmon", "--api-version", "1", "-c", "id", "-u", "id", "-n", "name")
        .containsSequence("-b", "/b", "-p", "/b/pidfile")
        .containsSequence("-r", "/usr/sbin/runc", "--runtime-arg", "--root")
        .containsSequence("--runtime-arg", "--log", "--runtime-arg=/b/log")
        .containsSequence("-l", "k8s-file:/l")
        .containsSequence("--log-size-max", "4096")
        .contains("-s", "-i")
        .doesNotContain("-t", "-e")
        .endsWith(
            "--exit-command",
            "/kapok",
            "--exit-command-arg",
            "container",
            "--exit-command-arg",
            "cleanup");
  }

  @Test
  void describesAnAttachedSession() {
    List<String> argv =
        ConmonArguments.of(
            "/c", request(true, true, new ConmonRequest.Exec("/p.json", true, 2), List.of()));

    assertThat(argv)
        .containsSequence("-l", "none")
        .containsSequence("-t", "-e", "--exec-process-spec", "/p.json", "--exec-attach")
        .containsSequence("--runtime-opt", "--preserve-fds", "--runtime-opt", "2")
        .doesNotContain("-i", "--exit-command");
  }
}
