package dev.kapok.test.network;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Identity;
import org.junit.jupiter.api.Test;

/** Networks that a container cannot be connected to are refused before anything starts. */
class NetworkRefusalIT extends EngineTest {
  @Test
  void refusesDefinedNetworksWithoutRoot() {
    String expected =
        identity == Identity.USER
            ? "bridge networks of unprivileged users are not supported yet"
            : "unable to find network with name or ID none-such";
    kapok.run("create", "--network=none-such", BB, "true").exits(125).complains(expected);
  }

  @Test
  void refusesWhatBelongsToDefinedNetworksElsewhere() {
    kapok
        .run("create", "--network=none", "--ip=10.0.0.2", BB, "true")
        .exits(125)
        .complains("--network NAME");
  }
}
