package dev.kapok.libpod.conmon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonitorCgroupTest {
  @Test
  void takesTheUnifiedHierarchyOfVersionTwo() {
    assertThat(MonitorCgroup.hierarchy("0::/system.slice/ci.service\n")).isEqualTo("/.");
  }

  @Test
  void takesTheNamedHierarchyOfVersionOne() {
    assertThat(
            MonitorCgroup.hierarchy(
                "4:memory:/\n1:name=systemd:/user.slice/session-1.scope\n0::/user.slice\n"))
        .isEqualTo("/systemd");
  }

  @Test
  void leavesTheRootToo() {
    assertThat(MonitorCgroup.hierarchy("0::/\n")).isEqualTo("/.");
    assertThat(MonitorCgroup.hierarchy("1:name=systemd:/\n0::/x\n")).isEqualTo("/systemd");
  }

  @Test
  void staysInItsOwn() {
    assertThat(MonitorCgroup.hierarchy("0::/kapok/conmon\n")).isEmpty();
    assertThat(MonitorCgroup.hierarchy("")).isEmpty();
  }
}
