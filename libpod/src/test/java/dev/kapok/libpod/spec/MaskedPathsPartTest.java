package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.model.NetworkConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedPathsPartTest {
  private final SpecFixture container = new SpecFixture();

  private String paths(String which) {
    return String.valueOf(SpecFixture.at(container.with(new MaskedPathsPart()), "linux." + which));
  }

  @Test
  void hidesWhatTellsOfTheHost() {
    assertThat(paths("maskedPaths")).contains("/proc/kcore", "/proc/keys", "/sys/firmware");
    assertThat(paths("readonlyPaths"))
        .isEqualTo(
            "[/proc/asound, /proc/bus, /proc/fs, /proc/irq, /proc/sys, /proc/sysrq-trigger]");
  }

  @Test
  void hidesNothingFromPrivilegedContainersButWhatWasAsked() {
    container.privileged = true;
    assertThat(paths("maskedPaths")).isEqualTo("null");
    assertThat(paths("readonlyPaths")).isEqualTo("null");
    container.mask = List.of("/secret");
    assertThat(paths("maskedPaths")).isEqualTo("[/secret]");
  }

  @Test
  void masksAndUnmasks() {
    container.mask = List.of("/a", "/b");
    container.unmask = List.of("/proc/kcore", "/proc/a*");
    assertThat(paths("maskedPaths"))
        .contains("/a", "/b", "/proc/keys")
        .doesNotContain("/proc/kcore", "/proc/acpi");
    assertThat(paths("readonlyPaths")).doesNotContain("/proc/asound").contains("/proc/sys");
  }

  @Test
  void unmasksAll() {
    container.unmask = List.of("ALL");
    assertThat(paths("maskedPaths")).isEqualTo("null");
    assertThat(paths("readonlyPaths")).isEqualTo("null");
  }

  @Test
  void endsAWildcardAtTheNextFolder() {
    container.unmask = List.of("/sys/*");
    assertThat(paths("maskedPaths")).contains("/sys/dev/block").doesNotContain("/sys/firmware");
  }

  @Test
  void hidesTheKernelsFolderInASysThatIsTheHosts() {
    container.network = NetworkConfig.Mode.HOST;
    assertThat(paths("maskedPaths")).doesNotContain("/sys/kernel");
    container.host.asUser();
    assertThat(paths("maskedPaths")).contains("/sys/kernel");
  }
}
