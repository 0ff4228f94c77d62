package dev.kapok.cli.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import org.junit.jupiter.api.Test;

class SharedNamespacesTest {
  @Test
  void areTheUsualOnesWhereNothingIsSaid() {
    assertThat(SharedNamespaces.parse(null, true)).containsExactly("ipc", "net", "uts");
    assertThat(SharedNamespaces.parse(null, false)).isEmpty();
  }

  @Test
  void areThoseNamed() {
    assertThat(SharedNamespaces.parse("pid,net,pid", true)).containsExactly("net", "pid");
    assertThat(SharedNamespaces.parse("none", true)).isEmpty();
    assertThat(SharedNamespaces.parse("", true)).isEmpty();
    assertThat(SharedNamespaces.parse("+pid,cgroup", true))
        .containsExactly("cgroup", "ipc", "net", "pid", "uts");
  }

  @Test
  void areKnown() {
    assertThatThrownBy(() -> SharedNamespaces.parse("net,mnt", true))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "invalid kernel namespace to share: mnt. Options are: cgroup, ipc, net, pid, uts or"
                + " none");
  }
}
