package dev.kapok.libpod.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import dev.kapok.libpod.verb.TestEngine;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneContainersTest {
  @TempDir private Path folder;
  private TestEngine engine;

  @BeforeEach
  void makeEngine() throws IOException {
    engine = new TestEngine(folder);
    for (char needed : new char[] {'a', 'b', 'c', 'd', 'e'}) {
      engine.insert(Configs.plain(needed, "needed" + needed));
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Map<String, Long> prune() {
    return new PruneContainers(engine.parts).run(Map.of());
  }

  @Test
  void containersThatOthersNeedGoAfterThem() {
    Container last = engine.insert(new Container(Configs.full(), ContainerState.NEW));
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.layers().create(tx, last.config().id(), null, false);
      tx.commit();
    }
    assertThat(prune()).hasSize(6);
    assertThat(prune()).isEmpty();
  }

  @Test
  void containerWhoseLayerIsLostGoesToo() {
    engine.insert(new Container(Configs.full(), ContainerState.NEW));
    assertThat(prune()).hasSize(6);
  }

  @Test
  void containersThatRunStay() {
    int pid = engine.spawn("/bin/sleep", "60");
    try {
      engine.insert(
          engine.running(Configs.plain('1', "one", engine.runtime, RestartPolicy.NO), pid));
      assertThat(prune()).hasSize(5);
    } finally {
      engine.kernel.pids().kill(pid, 9);
    }
  }
}
