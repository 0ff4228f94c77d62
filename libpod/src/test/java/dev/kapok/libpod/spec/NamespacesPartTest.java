package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import org.junit.jupiter.api.Test;

class NamespacesPartTest {
  private final SpecFixture container = new SpecFixture();

  private String namespaces() {
    return String.valueOf(SpecFixture.at(container.with(new NamespacesPart()), "linux.namespaces"));
  }

  @Test
  void makesNewOnes() {
    assertThat(namespaces())
        .isEqualTo(
            "[{type=pid}, {type=network}, {type=ipc}, {type=uts}, {type=mount}, {type=cgroup}]");
  }

  @Test
  void leavesOutTheHosts() {
    container.pid = NamespaceMode.HOST;
    container.ipc = NamespaceMode.HOST;
    container.uts = NamespaceMode.HOST;
    container.cgroup = NamespaceMode.HOST;
    container.network = NetworkConfig.Mode.HOST;
    assertThat(namespaces()).isEqualTo("[{type=mount}]");
  }

  @Test
  void joinsOthers() {
    container.pid = new NamespaceMode(NamespaceMode.Kind.CONTAINER, "other");
    container.ipc = new NamespaceMode(NamespaceMode.Kind.PATH, "/run/ns/ipc");
    container.network = NetworkConfig.Mode.PASTA;
    container.joined =
        new JoinedNamespaces("/run/netns/x", "/proc/7/ns/pid", null, null, null, null, null);
    assertThat(namespaces())
        .contains("{type=pid, path=/proc/7/ns/pid}")
        .contains("{type=network, path=/run/netns/x}")
        .contains("{type=ipc, path=/run/ns/ipc}");
  }

  @Test
  void treatsShareableAsNew() {
    container.ipc = new NamespaceMode(NamespaceMode.Kind.SHAREABLE, null);
    assertThat(namespaces()).contains("{type=ipc}");
  }

  @Test
  void refusesToJoinWhatIsNotThere() {
    container.network = NetworkConfig.Mode.CONTAINER;
    assertThatThrownBy(this::namespaces)
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("joining a network namespace");
    container.network = NetworkConfig.Mode.NONE;
    container.uts = new NamespaceMode(NamespaceMode.Kind.PATH, "relative");
    assertThatThrownBy(this::namespaces).hasMessageContaining("\"relative\"");
  }
}
