package dev.kapok.libpod.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.verb.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedNetworksTest {
  private final TestEngine engine;
  private final RequestedNetworks networks;

  RequestedNetworksTest(@TempDir Path folder) throws IOException {
    engine = new TestEngine(folder);
    networks = new RequestedNetworks(engine.parts);
    Files.createDirectories(folder.resolve("root/networks"));
    for (String name : List.of("web", "db")) {
      Files.writeString(
          folder.resolve("root/networks/" + name + ".conflist"),
          "{\"cniVersion\":\"1.0.0\",\"name\":\""
              + name
              + "\",\"plugins\":[{\"type\":\"bridge\"}]}");
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static NetworkAttachment on(String network, String interfaceName) {
    return new NetworkAttachment(network, interfaceName, List.of(), null, List.of());
  }

  @Test
  void namesInterfacesThatHaveNoName() {
    assertThat(networks.complete(List.of(on("web", ""), on("db", "eth0"))))
        .extracting(NetworkAttachment::interfaceName)
        .containsExactly("eth1", "eth0");
  }

  @Test
  void refusesTheSameInterfaceTwice() {
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> networks.complete(List.of(on("web", "a"), on("db", "a"))))
        .withMessage("interface name a is given twice");
  }

  @Test
  void refusesTheSameNetworkTwice() {
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> networks.complete(List.of(on("bridge", ""), on("kapok", ""))))
        .withMessage("network kapok is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "a'b", "a#b", "a*", "sixteen-letters-"})
  void refusesInterfacesThatCannotBeWordsOfCommands(String name) {
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> networks.complete(List.of(on("web", name))))
        .withMessageContaining("interface name \"" + name + "\" is no name");
  }

  @Test
  void refusesANetworkThatIsNotDefined() {
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() -> networks.complete(List.of(on("none-such", ""))))
        .withMessageContaining("unable to find network with name or ID none-such")
        .matches(e -> e.kind() == KapokException.Kind.NOT_FOUND);
  }
}
