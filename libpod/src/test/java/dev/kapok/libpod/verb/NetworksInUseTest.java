package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.NetworkRequest;
import dev.kapok.libpod.NetworkSummary;
import dev.kapok.libpod.Networks;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.networks.LocalNetworks;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks that containers join are not removed, or only with the containers. */
class NetworksInUseTest extends VerbTest {
  private Networks networks;

  @BeforeEach
  void make() {
    networks = new LocalNetworks(engine.parts);
    networks.create(request("web", false));
  }

  private static NetworkRequest request(String name, boolean ignore) {
    return new NetworkRequest(
        name,
        "bridge",
        null,
        new NetworkRequest.Addressing(List.of(), List.of(), List.of(), List.of(), false, null),
        new NetworkRequest.Dns(true, List.of()),
        false,
        Map.of("k", "v"),
        Map.of(),
        ignore);
  }

  private void join(String container) {
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.networkUses().use(tx, "web", container);
      tx.commit();
    }
  }

  @Test
  void staysAsLongAsAContainerJoinedIt() {
    String id =
        engine.insert(Configs.plain('1', "one", engine.runtime, RestartPolicy.NO)).config().id();
    join(id);
    assertThat(networks.list())
        .extracting(NetworkSummary::name, NetworkSummary::users)
        .contains(tuple("web", 1));
    assertThatThrownBy(() -> networks.remove("web", false, null))
        .hasMessageContaining("network is being used")
        .extracting(e -> ((KapokException) e).kind())
        .isEqualTo(KapokException.Kind.IN_USE);
    assertThat(networks.removeUnused("web")).isFalse();
    networks.remove("web", true, 0);
    assertThat(networks.exists("web")).isFalse();
    assertThat(engine.parts.containers().idOfName("one")).isNull();
  }

  @Test
  void isFreeWhenItsContainerIsGone() {
    String id =
        engine.insert(Configs.plain('1', "one", engine.runtime, RestartPolicy.NO)).config().id();
    join(id);
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.containers().delete(tx, id);
      tx.commit();
    }
    assertThat(networks.removeUnused("web")).isTrue();
    assertThat(networks.removeUnused("web")).isFalse();
    assertThat(networks.removeUnused("nosuch")).isFalse();
  }

  @Test
  void ignoresWhatIsThereWhereAsked() {
    assertThat(networks.create(request("web", true))).isEqualTo("web");
    assertThatThrownBy(() -> networks.create(request("web", false)))
        .extracting(e -> ((KapokException) e).kind())
        .isEqualTo(KapokException.Kind.EXISTS);
    assertThatThrownBy(() -> networks.inspect("nosuch"))
        .extracting(e -> ((KapokException) e).kind())
        .isEqualTo(KapokException.Kind.NOT_FOUND);
    assertThat(networks.inspect("web"))
        .contains("\"driver\":\"bridge\"", "\"labels\":{\"k\":\"v\"}", "\"ipam_options\":{");
  }
}
