package dev.kapok.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
  @Test
  void tellsWhatTheProviderFoundOut() {
    TestKernel.get();
    assertThat(Host.env("PATH")).isNotEmpty();
    assertThat(Host.env("KAPOK_NO_SUCH_VARIABLE")).isNull();
    assertThat(Host.realHome()).startsWith("/");
    assertThat(Host.cpuCount()).isPositive();
    assertThat(Host.bootId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(Host.hostname()).isNotBlank();
  }

  @Test
  void findsTheSameInAPlainJvm() {
    TestKernel.get();
    CallerFacts plain = PlainHost.facts();
    assertThat(plain.uid()).isEqualTo(Host.realUid());
    assertThat(plain.gid()).isEqualTo(Host.realGid());
    assertThat(plain.rootless()).isEqualTo(Host.rootless());
    assertThat(plain.environment()).containsExactlyInAnyOrderElementsOf(Host.environ());
  }

  @Test
  void looksAtWholeNamesOfVariables() {
    TestKernel.get();
    CallerFacts real =
        new CallerFacts(
            Host.environ(),
            Host.realUid(),
            Host.realGid(),
            Host.userName(),
            Host.realHome(),
            Host.launcher(),
            Host.folder(),
            Host.rootless(),
            Host.cpuCount(),
            Host.x32());
    try {
      Host.install(
          new CallerFacts(
              List.of("PATHS=1", "PATH=/bin", "EMPTY=", "BROKEN"),
              1000,
              100,
              "kim",
              "/home/kim",
              null,
              null,
              true,
              2,
              true));
      assertThat(Host.env("PATH")).isEqualTo("/bin");
      assertThat(Host.env("EMPTY")).isEmpty();
      assertThat(Host.env("BROKEN")).isNull();
      assertThat(Host.env("PAT")).isNull();
      assertThat(Host.rootless()).isTrue();
    } finally {
      Host.install(real);
    }
  }
}
