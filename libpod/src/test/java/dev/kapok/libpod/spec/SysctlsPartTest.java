package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import org.junit.jupiter.api.Test;

class SysctlsPartTest {
  private final SpecFixture container = new SpecFixture();

  private String sysctls() {
    return String.valueOf(
        SpecFixture.at(container.with(new NamespacesPart(), new SysctlsPart()), "linux.sysctl"));
  }

  @Test
  void setsWhatBelongsToTheContainersNamespaces() {
    container.sysctls.put("net.ipv4.ip_forward", "1");
    container.sysctls.put("kernel.shmmax", "7");
    container.sysctls.put("fs.mqueue.msg_max", "8");
    assertThat(sysctls()).contains("ip_forward=1", "shmmax=7", "msg_max=8");
  }

  @Test
  void writesNothingForNothing() {
    assertThat(sysctls()).isEqualTo("null");
  }

  @Test
  void refusesToChangeTheHost() {
    container.sysctls.put("net.ipv4.ip_forward", "1");
    container.network = NetworkConfig.Mode.HOST;
    assertThatThrownBy(this::sysctls)
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("net.ipv4.ip_forward=1 can't be set")
        .hasMessageContaining("host's network namespace");
    container.sysctls.clear();
    container.sysctls.put("kernel.shmmax", "1");
    container.ipc = NamespaceMode.HOST;
    assertThatThrownBy(this::sysctls).hasMessageContaining("host's ipc namespace");
    container.sysctls.clear();
    container.sysctls.put("kernel.pid_max", "1");
    assertThatThrownBy(this::sysctls).hasMessageContaining("'kernel.pid_max' is not allowed");
  }

  @Test
  void leavesOutADefaultThatDoesNotApply() {
    container.sysctls.put("net.ipv4.ping_group_range", "0 0");
    assertThat(sysctls()).isEqualTo("{net.ipv4.ping_group_range=0 0}");
    container.network = NetworkConfig.Mode.HOST;
    assertThat(sysctls()).isEqualTo("{}");
  }
}
