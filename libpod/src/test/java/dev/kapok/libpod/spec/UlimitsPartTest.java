package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Ulimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class UlimitsPartTest {
  private final SpecFixture container = new SpecFixture();

  private String limits() {
    return String.valueOf(SpecFixture.at(container.with(new UlimitsPart()), "process.rlimits"));
  }

  @Test
  void writesTheDefaults() {
    assertThat(limits())
        .isEqualTo(
            "[{type=RLIMIT_NOFILE, hard=1048576, soft=1048576},"
                + " {type=RLIMIT_NPROC, hard=4194304, soft=4194304}]");
    container.defaultUlimits = List.of(new Ulimit("nproc", 7, 8));
    assertThat(limits())
        .isEqualTo(
            "[{type=RLIMIT_NPROC, hard=8, soft=7},"
                + " {type=RLIMIT_NOFILE, hard=1048576, soft=1048576}]");
  }

  @Test
  void lowersDefaultsToWhatThisProcessMaySet() {
    container.host.raisesLimits = false;
    container.host.hardLimits.put("nofile", 20000L);
    container.host.hardLimits.put("core", 0L);
    container.defaultUlimits = List.of(new Ulimit("core", -1, -1));
    assertThat(limits())
        .contains("{type=RLIMIT_NOFILE, hard=20000, soft=20000}")
        .contains("{type=RLIMIT_CORE, hard=0, soft=0}");
    container.ulimits = container.defaultUlimits;
    assertThat(limits()).contains("{type=RLIMIT_CORE, hard=0, soft=0}");
  }

  @Test
  void replacesDefaultsByWhatWasAsked() {
    container.ulimits = List.of(new Ulimit("nofile", 10, 20), new Ulimit("core", -1, -1));
    assertThat(limits())
        .startsWith(
            "[{type=RLIMIT_NOFILE, hard=20, soft=10}, {type=RLIMIT_CORE, hard=18446744073709551615");
  }

  @Test
  void refusesWhatCannotBeSet() {
    container.host.raisesLimits = false;
    container.host.hardLimits.put("nofile", 20000L);
    container.ulimits = List.of(new Ulimit("nofile", 1, -1));
    assertThatThrownBy(this::limits)
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("a hard limit above 20000 needs CAP_SYS_RESOURCE");
    container.ulimits = List.of(new Ulimit("nix", 1, 2));
    assertThatThrownBy(this::limits).hasMessage("invalid ulimit type: nix");
    container.ulimits = List.of(new Ulimit("core", 3, 2));
    assertThatThrownBy(this::limits).hasMessageContaining("must not exceed the hard limit");
    container.ulimits = List.of(new Ulimit("core", -1, 2));
    assertThatThrownBy(this::limits).hasMessageContaining("must not exceed the hard limit");
  }
}
