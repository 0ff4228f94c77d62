package dev.kapok.test.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks that a container cannot be connected to are refused before anything starts. */
class NetworkRefusalIT extends EngineTest {
  @Test
  void refusesANetworkThatIsNotDefined() {
    kapok
        .run("create", "--network=none-such", BB, "true")
        .exits(125)
        .complains("unable to find network with name or ID none-such");
  }

  @Test
  void refusesWhatBelongsToDefinedNetworksElsewhere() {
    kapok
        .run("create", "--network=none", "--ip=10.0.0.2", BB, "true")
        .exits(125)
        .complains("--network NAME");
  }

  @Test
  void leavesTheNetworkOfContainersThatHaveNoneOfTheirOwn() {
    kapok.run("network", "create", "web").ok();
    kapok.run("create", "--name=c", "--network=none", BB, "true").ok();
    for (String verb : List.of("connect", "disconnect")) {
      kapok
          .run("network", verb, "web", "c")
          .exits(125)
          .complains("\"none\" is not supported: invalid network mode");
    }
    kapok.run("network", "reload", "c").exits(125).complains("cannot reload network unless");
    kapok.run("network", "reload", "--all").ok();
    kapok.run("network", "rm", "web").ok();
  }

  @Test
  void changesDnsServersOfDefinitions() {
    kapok.run("network", "create", "web").ok();
    kapok.run("network", "update", "--dns-add=192.0.2.1", "web").ok();
    assertThat(kapok.run("network", "inspect", "web").ok().out()).contains("192.0.2.1");
    kapok.run("network", "update", "--dns-add=ns", "web").exits(125).complains("no IP address");
    kapok.run("network", "update", "--dns-add=192.0.2.1", "nosuch").exits(125);
    kapok.run("network", "update", "kapok").exits(125).complains("do not find each other");
    kapok.run("network", "update").exits(125).complains("accepts 1 arg(s), received 0");
    kapok.run("network", "rm", "web").ok();
  }
}
