package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateContainerTest {
  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void make() throws IOException {
    engine = new TestEngine(folder);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private String replace(String name) {
    ContainerConfig plain = Configs.plain('9', name).config();
    return new CreateContainer(engine.parts)
        .create(
            new ContainerRequest(
                name,
                plain.labels(),
                plain.annotations(),
                plain.rootFs(),
                plain.process(),
                plain.mounts(),
                plain.network(),
                plain.namespaces(),
                plain.security(),
                plain.resources(),
                plain.host(),
                plain.lifecycle(),
                ContainerRequest.PullPolicy.NEVER,
                null,
                null,
                true))
        .config()
        .id();
  }

  @Test
  void replacesTheContainerOfTheSameName() {
    engine.insert(Configs.plain('a', "one", engine.runtime, RestartPolicy.NO));

    String id = replace("one");

    assertThat(engine.parts.containers().get(Configs.id('a'))).isNull();
    assertThat(engine.parts.containers().find("one").config().id()).isEqualTo(id);
  }

  @Test
  void replacesNoContainerWhoseIdBeginsWithTheName() {
    engine.insert(Configs.plain('a', "one", engine.runtime, RestartPolicy.NO));

    replace("aaaa");

    assertThat(engine.parts.containers().get(Configs.id('a'))).isNotNull();
  }
}
