package dev.kapok.libpod.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessPartTest {
  private final SpecFixture container = new SpecFixture();

  private @Nullable Object process(String field) {
    return SpecFixture.at(container.with(new ProcessPart()), "process." + field);
  }

  @Test
  void putsTheEntrypointBeforeTheCommand() {
    container.entrypoint = List.of("/entry", "-x");
    assertThat(process("args")).isEqualTo(List.of("/entry", "-x", "sleep", "1"));
  }

  @Test
  void givesEveryContainerAnEnvironment() {
    assertThat(process("env"))
        .isEqualTo(
            List.of(
                "container=kapok",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "TERM=xterm",
                "HOME=/root",
                "HOSTNAME=0123456789ab"));
  }

  @Test
  void letsLaterVariablesWin() {
    container.env.addAll(List.of("A=1", "PATH=/bin", "HOME=/h", "A=2", "EMPTY", "HOSTNAME=mine"));
    assertThat(process("env"))
        .isEqualTo(
            List.of(
                "container=kapok",
                "PATH=/bin",
                "TERM=xterm",
                "A=2",
                "HOME=/h",
                "EMPTY=",
                "HOSTNAME=mine"));
  }

  @Test
  void startsInTheFolder() {
    container.workdir = "/work";
    assertThat(process("cwd")).isEqualTo("/work");
    container.workdir = null;
    assertThat(process("cwd")).isEqualTo("/");
  }

  @Test
  void writesUserGroupsAndUmask() {
    container.user = new ProcessUser(7, 8, List.of(9, 10), "/");
    container.umask = "0077";
    assertThat(process("user")).hasToString("{uid=7, gid=8, umask=63, additionalGids=[9, 10]}");
  }

  @Test
  void knowsOnlyIdsOfTheUserNamespace() {
    container.user = new ProcessUser(7, 8, List.of(9, 10), "/");
    container.host.lastId = 9;
    assertThat(process("user")).asString().contains("additionalGids=[9]");
    container.host.lastId = 7;
    assertThatThrownBy(() -> process("user"))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("running as group 8")
        .hasMessageContaining("/etc/subgid");
    container.host.lastId = 0;
    assertThatThrownBy(() -> process("user"))
        .hasMessageContaining("running as user 7")
        .hasMessageContaining("/etc/subuid");
  }

  @Test
  void refusesAUmaskThatIsNone() {
    container.umask = "089";
    assertThatThrownBy(() -> process("user"))
        .isInstanceOf(KapokException.class)
        .hasMessage("invalid umask 089: four octal digits expected");
  }

  @Test
  void startsTheInitInFront() {
    container.init = true;
    assertThat(process("args")).isEqualTo(List.of("/run/kapok-init", "--", "sleep", "1"));
  }

  @Test
  void refusesAnInitThatWouldNotBeFirst() {
    container.init = true;
    container.pid = NamespaceMode.HOST;
    assertThatThrownBy(() -> process("args"))
        .hasMessage("cannot add init binary as PID 1 (PID namespace isn't private)");
  }

  @Test
  void raisesTheOomScoreToWhatAUserMaySet() {
    container.oomScoreAdj = -500;
    assertThat(process("oomScoreAdj")).isEqualTo(-500L);
    container.host.asUser();
    assertThat(process("oomScoreAdj")).isEqualTo(100L);
    container.oomScoreAdj = 300;
    assertThat(process("oomScoreAdj")).isEqualTo(300L);
  }

  @Test
  void mentionsPrivilegesAndTerminalOnlyWhereAsked() {
    assertThat(process("noNewPrivileges")).isNull();
    assertThat(process("oomScoreAdj")).isNull();
    assertThat(process("terminal")).isEqualTo(false);
    container.noNewPrivileges = true;
    container.terminal = true;
    assertThat(process("noNewPrivileges")).isEqualTo(true);
    assertThat(process("terminal")).isEqualTo(true);
  }
}
