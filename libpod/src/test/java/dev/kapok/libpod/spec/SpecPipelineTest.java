package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpecPipelineTest {
  private final SpecFixture container = new SpecFixture();
  private final NioFiles files = new NioFiles();

  private Map<?, ?> rendered() {
    String json = new SpecPipeline(files.io(), files.tree()).render(container.context());
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
  }

  @Test
  void describesAContainerWithDefaults() {
    container.seccomp = null;
    Map<?, ?> spec = rendered();
    assertThat(spec.keySet())
        .hasToString("[ociVersion, root, hostname, process, mounts, annotations, linux]");
    assertThat(SpecFixture.at(spec, "process")).isInstanceOf(Map.class);
    assertThat(((Map<?, ?>) Objects.requireNonNull(spec.get("process"))).keySet())
        .hasToString("[terminal, user, env, capabilities, rlimits, args, cwd]");
    assertThat(((Map<?, ?>) Objects.requireNonNull(spec.get("linux"))).keySet())
        .hasToString("[maskedPaths, readonlyPaths, cgroupsPath, seccomp, namespaces, resources]");
    assertThat(spec.get("root")).hasToString("{path=/rootfs}");
  }

  @Test
  void describesAReadOnlyRoot() {
    container.readOnly = true;
    assertThat(rendered().get("root")).hasToString("{path=/rootfs, readonly=true}");
  }

  @Test
  void describesNothingThatCannotRun() {
    container.command = List.of();
    assertThatThrownBy(this::rendered).hasMessageContaining("no command or entrypoint provided");
  }
}
