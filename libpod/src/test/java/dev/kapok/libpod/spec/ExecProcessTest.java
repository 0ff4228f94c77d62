package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.ExecRequest;
import dev.kapok.sys.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecProcessTest {
  private final SpecFixture container = new SpecFixture();

  private Map<?, ?> process(
      List<String> command, List<String> env, @Nullable String workdir, boolean privileged) {
    String json =
        ExecProcess.render(
            container.context(),
            new ExecRequest(command, env, workdir, null, true, false, privileged, 0));
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
  }

  @Test
  void inheritsFromTheContainer() {
    container.env.add("A=1");
    container.workdir = "/work";
    container.noNewPrivileges = true;
    Map<?, ?> process = process(List.of("id", "-u"), List.of("A=2", "B=3"), null, false);
    assertThat(process.get("args")).isEqualTo(List.of("id", "-u"));
    assertThat(process.get("cwd")).isEqualTo("/work");
    assertThat(process.get("terminal")).isEqualTo(true);
    assertThat(process.get("noNewPrivileges")).isEqualTo(true);
    assertThat(process.get("env")).asString().contains("A=2", "B=3", "HOME=/root");
    assertThat(process.get("rlimits")).asString().contains("RLIMIT_NOFILE");
    assertThat(process.get("capabilities")).asString().doesNotContain("SYS_ADMIN");
  }

  @Test
  void mayBePrivileged() {
    container.noNewPrivileges = true;
    Map<?, ?> process = process(List.of("id"), List.of(), "/", true);
    assertThat(process.get("capabilities")).asString().contains("SYS_ADMIN");
    assertThat(process.get("noNewPrivileges")).isNull();
  }

  @Test
  void refusesNoCommandAndARelativeFolder() {
    assertThatThrownBy(() -> process(List.of(), List.of(), null, false))
        .hasMessageContaining("non-empty command");
    assertThatThrownBy(() -> process(List.of("id"), List.of(), "rel", false))
        .hasMessageContaining("\"rel\" is not an absolute path");
  }
}
