package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.UserNamespaceRequest;
import dev.kapok.libpod.model.VolumeDefaults;
import dev.kapok.libpod.state.Configs;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinPodTest extends VerbTest {
  private static final NamespaceMode INFRA =
      new NamespaceMode(NamespaceMode.Kind.CONTAINER, Configs.id('2'));

  private NamespaceMode ipc = NamespaceMode.POD;
  private NamespaceMode uts = NamespaceMode.POD;
  private NetworkConfig.Mode network = NetworkConfig.Mode.DEFAULT;
  private List<PortMapping> ports = List.of();
  private String pod = "web";
  private @Nullable String hostname;
  private @Nullable UserNamespaceRequest user;

  @BeforeEach
  void makePod() {
    List<String> shared = List.of("ipc", "net", "uts");
    String infra = Configs.id('2');
    String id = Configs.id('e');
    Pod web = new Pod(id, "web", 1, Map.of(), infra, shared, "/kapok/pod-e", false, List.of());
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.pods().insert(tx, web);
      tx.commit();
    }
    engine.insert(Configs.inPod(Configs.plain('2', "infra", engine.runtime, RestartPolicy.NO), id));
  }

  private ContainerRequest joined() {
    ContainerConfig plain = Configs.plain('1', "one").config();
    NetworkConfig asked =
        new NetworkConfig(
            network, null, List.of(), ports, List.of(), List.of(), List.of(), List.of(), true);
    return new JoinPod(engine.parts)
        .join(
            new ContainerRequest(
                "one",
                Map.of(),
                Map.of(),
                plain.rootFs(),
                plain.process(),
                List.of(),
                VolumeDefaults.NONE,
                asked,
                new NamespacesConfig(NamespaceMode.POD, ipc, uts, NamespaceMode.POD, null, pod),
                user,
                plain.security(),
                plain.resources(),
                plain.host().named(hostname, null),
                plain.lifecycle(),
                ContainerRequest.PullPolicy.NEVER,
                null,
                true,
                null,
                false),
            pod);
  }

  @Test
  void sharesWhatThePodShares() {
    ContainerRequest joined = joined();
    assertThat(joined.namespaces().pid()).isEqualTo(NamespaceMode.PRIVATE);
    assertThat(joined.namespaces().ipc()).isEqualTo(INFRA);
    assertThat(joined.namespaces().uts()).isEqualTo(INFRA);
    assertThat(joined.namespaces().pod()).isEqualTo(Configs.id('e'));
    assertThat(joined.network().mode()).isEqualTo(NetworkConfig.Mode.CONTAINER);
    assertThat(joined.network().target()).isEqualTo(Configs.id('2'));
    assertThat(joined.host().cgroupParent()).isEqualTo("/kapok/pod-e");
    assertThat(joined.volumes().from()).extracting("container").containsExactly(Configs.id('2'));
  }

  @Test
  void hasOfItsOwnWhatItAsksFor() {
    ipc = NamespaceMode.PRIVATE;
    uts = NamespaceMode.PRIVATE;
    hostname = "mine";
    network = NetworkConfig.Mode.NONE;
    ContainerRequest joined = joined();
    assertThat(joined.namespaces().ipc()).isEqualTo(NamespaceMode.PRIVATE);
    assertThat(joined.namespaces().uts()).isEqualTo(NamespaceMode.PRIVATE);
    assertThat(joined.host().hostname()).isEqualTo("mine");
    assertThat(joined.network().mode()).isEqualTo(NetworkConfig.Mode.NONE);
  }

  @Test
  void refusesWhatContradictsThePod() {
    hostname = "mine";
    assertThatThrownBy(this::joined).hasMessageContaining("cannot set hostname");
    hostname = null;
    ports = List.of(new PortMapping("", 80, 80, 1, "tcp"));
    assertThatThrownBy(this::joined).hasMessageContaining("give them to `pod create`");
    ports = List.of();
    user = new UserNamespaceRequest("auto", List.of(), List.of(), null, null);
    assertThatThrownBy(this::joined).hasMessageContaining("--userns and --pod");
    user = null;
    pod = "none";
    assertThatThrownBy(this::joined).hasMessageContaining("no such pod");
  }
}
