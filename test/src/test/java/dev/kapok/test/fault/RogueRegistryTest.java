package dev.kapok.test.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.StoreState;
import org.junit.jupiter.api.AfterEach;

/** A suite with a registry that misbehaves, and what must hold whatever it does. */
abstract class RogueRegistryTest extends EngineTest {
  static final long MIB = 1 << 20;

  final RogueRegistry registry = new RogueRegistry();

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  final Result pull(String reference) {
    return kapok.run("pull", "-q", "--tls-verify=false", reference);
  }

  /** Pulls and expects an error that names the image and holds this text. */
  final void isRefused(String cause) {
    long before = bytesInStore();
    pull(registry.reference()).exits(125).complains(registry.host() + "/x").complains(cause);
    storeIsAsItWas(before);
  }

  final long bytesInStore() {
    String[] words =
        Shell.run("du", "-s", "-B1", kapok.root() + "/overlay").ok().out().split("\t", -1);
    return Long.parseLong(words[0]);
  }

  final void storeIsAsItWas(long before) {
    assertThat(kapok.run("images", "-aq").ok().lines()).hasSize(1);
    assertThat(StoreState.layers(kapok)).hasSize(1);
    assertThat(StoreState.unfinished(kapok)).isEmpty();
    assertThat(bytesInStore()).isLessThan(before + MIB);
  }
}
