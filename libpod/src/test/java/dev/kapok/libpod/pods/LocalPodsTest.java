package dev.kapok.libpod.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.PodRequest;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.Pods;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.bundle.InfraProgram;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.state.Configs;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.TestEngine;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPodsTest {
  @TempDir Path folder;
  private TestEngine engine;
  private Pods pods;

  @BeforeEach
  void make() throws IOException {
    engine = new TestEngine(folder);
    pods = new LocalPods(engine.parts);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static PodRequest request(@Nullable String name, @Nullable String idFile) {
    return new PodRequest(
        name,
        Map.of("k", "v"),
        List.of(),
        null,
        true,
        false,
        null,
        idFile,
        false,
        List.of("kapok", "pod", "create"));
  }

  private Container member(char digit, String pod) {
    Container plain = Configs.plain(digit, "c" + digit, engine.runtime, RestartPolicy.NO);
    return engine.insert(Configs.inPod(plain, pod));
  }

  /** Records a pod whose namespaces a plain container holds. */
  private Pod podOf(char infra) {
    String id = Configs.id('e');
    Pod pod =
        new Pod(id, "web", 1, Map.of(), Configs.id(infra), List.of("net"), null, false, List.of());
    try (Tx tx = engine.parts.database().begin()) {
      engine.parts.pods().insert(tx, pod);
      tx.commit();
    }
    member(infra, id);
    return pod;
  }

  private static KapokException.Kind kind(Throwable failure) {
    return ((KapokException) failure).kind();
  }

  @Test
  void isFoundByItsNameAndTheBeginningOfItsId() {
    String id = pods.create(request("web", null));
    assertThat(pods.get("web").pod().id()).isEqualTo(id);
    assertThat(pods.get(id.substring(0, 5)).pod().name()).isEqualTo("web");
    assertThatThrownBy(() -> pods.get("we"))
        .hasMessage("no pod with name or ID we found: no such pod")
        .extracting(LocalPodsTest::kind)
        .isEqualTo(KapokException.Kind.NOT_FOUND);
    assertThatThrownBy(() -> pods.get("")).hasMessageContaining("no such pod");
  }

  @Test
  void refusesNamesThatAreTakenOrNone() {
    pods.create(request("web", null));
    assertThatThrownBy(() -> pods.create(request("web", null)))
        .hasMessageContaining("pod already exists")
        .extracting(LocalPodsTest::kind)
        .isEqualTo(KapokException.Kind.EXISTS);
    assertThatThrownBy(() -> pods.create(request("a/b", null)))
        .hasMessageContaining("names must match");
    assertThat(pods.create(request(null, null))).hasSize(64);
  }

  @Test
  void writesItsIdOnceIntoAFile() throws IOException {
    String file = folder.resolve("id").toString();
    String id = pods.create(request("web", file));
    assertThat(Files.readString(folder.resolve("id"))).isEqualTo(id);
    assertThatThrownBy(() -> pods.create(request("other", file)))
        .hasMessageContaining("pod id file exists");
  }

  @Test
  void needsTheProgramOfItsInfraContainer() {
    // The engine of this test has no launcher, beside which it would lie.
    assertThatThrownBy(() -> new InfraProgram(engine.parts).mount())
        .hasMessageContaining("--infra-image");
  }

  @Test
  void listsItsContainersWithTheOneThatHoldsTheNamespacesFirst() {
    Pod pod = podOf('2');
    member('1', pod.id());
    member('3', pod.id());
    engine.insert(Configs.plain('4', "alone", engine.runtime, RestartPolicy.NO));
    List<PodSummary> all = pods.list();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).containers())
        .extracting(ContainerSummary::name)
        .containsExactly("c2", "c1", "c3");
    assertThat(all.get(0).containers()).extracting(ContainerSummary::infra).startsWith(true, false);
    assertThat(pods.inspect("web"))
        .contains("\"InfraContainerID\":\"" + Configs.id('2') + "\"", "\"NumContainers\":3");
  }

  @Test
  void goesWithItsContainers() {
    String id = pods.create(request("web", null));
    member('1', id);
    member('2', id);
    pods.remove("web", false, null);
    assertThat(pods.list()).isEmpty();
    assertThat(engine.parts.containers().has(Configs.id('1'))).isFalse();
  }

  @Test
  void keepsTheRowAsLongAsAContainerIsInIt() {
    String id = pods.create(request("web", null));
    member('1', id);
    try (Tx tx = engine.parts.database().begin()) {
      assertThatThrownBy(() -> engine.parts.pods().delete(tx, id))
          .hasMessageContaining("containers are in it");
    }
    assertThatThrownBy(() -> member('2', "f".repeat(64))).hasMessageContaining("no such pod");
  }

  @Test
  void losesItsInfraContainerOnlyWithItself() {
    Pod pod = podOf('2');
    Lifecycle lifecycle = new Lifecycle(engine.parts);
    String infra = Configs.id('2');
    assertThatThrownBy(() -> lifecycle.remove(infra, new RemoveOptions(true, false, null)))
        .hasMessageContaining("is the infra container of pod " + pod.id());
    lifecycle.remove(infra, new RemoveOptions(true, false, true, null));
    assertThat(pods.list()).isEmpty();
  }

  @Test
  void doesNotGoWhileMembersRun() {
    String id = pods.create(request("web", null));
    Container plain = Configs.plain('1', "c1", engine.runtime, RestartPolicy.NO);
    int pid = engine.spawn("/bin/sleep", "100");
    try {
      engine.insert(engine.running(Configs.inPod(plain, id), pid));
      assertThatThrownBy(() -> pods.remove("web", false, null))
          .hasMessageContaining("not removed without force")
          .extracting(LocalPodsTest::kind)
          .isEqualTo(KapokException.Kind.WRONG_STATE);
      assertThat(pods.get("web").status()).isEqualTo("Running");
    } finally {
      engine.kernel.pids().kill(pid, 9);
    }
  }
}
