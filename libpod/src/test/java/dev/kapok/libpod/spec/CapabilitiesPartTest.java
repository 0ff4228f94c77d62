package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapabilitiesPartTest {
  private static final ProcessUser BOB = new ProcessUser(1000, 1000, List.of(), "/");

  private final SpecFixture container = new SpecFixture();

  private @Nullable Object set(String name) {
    return SpecFixture.at(container.with(new CapabilitiesPart()), "process.capabilities." + name);
  }

  private void fails(String message) {
    assertThatThrownBy(() -> set("bounding"))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining(message);
  }

  @Test
  void givesRootTheDefaultSet() {
    assertThat(set("bounding"))
        .isEqualTo(
            List.of(
                "CAP_CHOWN",
                "CAP_DAC_OVERRIDE",
                "CAP_FOWNER",
                "CAP_FSETID",
                "CAP_KILL",
                "CAP_SETGID",
                "CAP_SETUID",
                "CAP_SETPCAP",
                "CAP_NET_BIND_SERVICE",
                "CAP_SYS_CHROOT",
                "CAP_SETFCAP"));
    assertThat(set("effective")).isEqualTo(set("bounding"));
    assertThat(set("permitted")).isEqualTo(set("bounding"));
    assertThat(set("ambient")).isNull();
    assertThat(set("inheritable")).isNull();
  }

  @Test
  void addsAndDrops() {
    container.capAdd = List.of("CAP_NET_ADMIN");
    container.capDrop = List.of("ALL");
    assertThat(set("effective")).isEqualTo(List.of("CAP_NET_ADMIN"));
    container.capDrop = List.of("CAP_CHOWN");
    assertThat(set("effective")).asString().contains("NET_ADMIN").doesNotContain("CHOWN");
    container.capAdd = List.of("ALL");
    assertThat(set("effective")).asString().contains("SYS_ADMIN").doesNotContain("CHOWN");
  }

  @Test
  void givesOthersNothingButWhatWasAdded() {
    container.user = BOB;
    assertThat(set("effective")).isEqualTo(List.of());
    assertThat(set("ambient")).isNull();
    assertThat(set("bounding")).asString().contains("CAP_CHOWN");
    container.capAdd = List.of("CAP_NET_ADMIN");
    assertThat(set("effective")).isEqualTo(List.of("CAP_NET_ADMIN"));
    assertThat(set("ambient")).isEqualTo(List.of("CAP_NET_ADMIN"));
    assertThat(set("inheritable")).isEqualTo(List.of("CAP_NET_ADMIN"));
  }

  @Test
  void givesPrivilegedContainersAllThatThisProcessMayGive() {
    container.privileged = true;
    container.host.capabilities = Capability.ALL & ~(1L << Capability.SYS_RESOURCE);
    assertThat(set("effective"))
        .asString()
        .contains("CAP_CHECKPOINT_RESTORE")
        .doesNotContain("SYS_RESOURCE");
  }

  @Test
  void refusesWhatMakesNoSense() {
    container.capAdd = List.of("CAP_FOO");
    fails("unknown capability \"CAP_FOO\"");
    container.capAdd = List.of("CAP_CHOWN");
    container.capDrop = List.of("CAP_CHOWN");
    fails("capability CAP_CHOWN cannot be dropped and added");
    container.capAdd = List.of("ALL");
    container.capDrop = List.of("ALL");
    fails("adding all capabilities and dropping all");
    container.capAdd = List.of("CAP_SYS_RESOURCE");
    container.capDrop = List.of();
    container.host.capabilities = 1;
    fails("adding CAP_SYS_RESOURCE: it is not in the bounding set");
  }

  @Test
  void tellsSeccompWhatThereIs() {
    container.capDrop = List.of("ALL");
    container.capAdd = List.of("CAP_KILL");
    assertThat(container.built(new CapabilitiesPart()).capabilities()).isEqualTo(1L << 5);
    assertThat(Capability.names(1L << 5)).containsExactly("CAP_KILL");
  }
}
