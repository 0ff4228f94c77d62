package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostnamePartTest {
  private final SpecFixture container = new SpecFixture();

  private @Nullable Object hostname() {
    return SpecFixture.at(container.with(new HostnamePart()), "hostname");
  }

  @Test
  void takesTheNameThatIsGiven() {
    container.hostname = "box";
    assertThat(hostname()).isEqualTo("box");
  }

  @Test
  void takesTheBeginningOfTheId() {
    assertThat(hostname()).isEqualTo("0123456789ab");
  }

  @Test
  void takesTheHostsNameOnTheHostsNetwork() {
    container.network = NetworkConfig.Mode.HOST;
    assertThat(hostname()).isEqualTo("the-host");
  }

  @Test
  void leavesASharedNameAlone() {
    container.uts = NamespaceMode.HOST;
    assertThat(hostname()).isNull();
    assertThat(HostnamePart.seenName(container.context())).isEqualTo("the-host");
    container.uts = new NamespaceMode(NamespaceMode.Kind.CONTAINER, "other");
    container.joined =
        new JoinedNamespaces(null, null, null, "/proc/1/ns/uts", null, null, "theirs");
    assertThat(hostname()).isNull();
    assertThat(HostnamePart.seenName(container.context())).isEqualTo("theirs");
  }

  @Test
  void refusesToRenameOthers() {
    container.uts = NamespaceMode.HOST;
    container.hostname = "box";
    assertThatThrownBy(this::hostname)
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("cannot set the hostname");
  }
}
