package dev.kapok.libpod.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.connect.SeenNetwork;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.state.Configs;
import dev.kapok.libpod.verb.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFilesTest {
  @TempDir private Path folder = Path.of("/");

  /** Returns resolv.conf in a container that asks for a server, on a network with one. */
  private String resolvConf(boolean asksOthers) throws IOException {
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.Mode.BRIDGE,
            null,
            List.of(),
            List.of(),
            List.of("192.0.2.53"),
            List.of(),
            List.of(),
            List.of(),
            true,
            List.of());
    Container container = Configs.connected(Configs.plain('1', "one").config(), network);
    try (TestEngine engine = new TestEngine(folder)) {
      new BundleMaker(engine.parts).open(container.config().id());
      SeenNetwork seen =
          new SeenNetwork(List.of("10.9.0.1"), List.of(), List.of("10.9.0.2"), null, asksOthers);
      new ContainerFiles(engine.parts, container, null, seen).write(null);
      String id = container.config().id();
      return Files.readString(Path.of(engine.parts.paths().inBundle(id, "resolv.conf")));
    }
  }

  @Test
  void theUsersServersReplaceThoseOfANetworkWithoutNames() throws IOException {
    assertThat(resolvConf(false)).contains("192.0.2.53").doesNotContain("10.9.0.1");
  }

  @Test
  void whoServesNamesAsksTheUsersServers() throws IOException {
    assertThat(resolvConf(true)).contains("10.9.0.1").doesNotContain("192.0.2.53");
  }
}
