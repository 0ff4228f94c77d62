package dev.kapok.test.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.EngineTest;
import dev.kapok.test.harness.Shell;
import dev.kapok.test.harness.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Containers at a user's terminal: its size, its mode, and the keys that leave it. */
class TerminalIT extends EngineTest {
  private static final String CTRL_C = "\003";
  private static final String CTRL_P_CTRL_Q = "\020\021";

  /** Shows two keys as they come in. */
  private static final String TWO_KEYS =
      "stty -icanon -isig -ixon -echo; echo ready; head -c 2 | od -An -tx1";

  private Terminal at(String... words) {
    return new Terminal(kapok.argv(List.of(), words), 33, 99);
  }

  private Terminal run(String... words) {
    List<String> all = new ArrayList<>(List.of("run", "-it", "--network=none"));
    all.addAll(List.of(words));
    return at(all.toArray(new String[0]));
  }

  private String status(String name) {
    return kapok.run("inspect", "--format", "{{.State.Status}}", name).ok().out();
  }

  private void shellInBackground(String name) {
    kapok.run("run", "-dit", "--name", name, "--network=none", BB, "sh").ok();
  }

  @Test
  void containerHasATerminalOfTheUsersSize() {
    try (Terminal terminal = run("--rm", BB, "sh", "-c", "tty; stty size; exit 7")) {
      assertThat(terminal.await()).isEqualTo(7);
      assertThat(terminal.output()).isEqualTo("/dev/pts/0\r\n33 99\r\n");
    }
  }

  @Test
  void sizeFollowsTheWindow() {
    String script = "trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done";
    try (Terminal terminal = run("--name=c", BB, "sh", "-c", script)) {
      terminal.expect("ready");
      terminal.resize(44, 111);
      terminal.expect("44 111");
      terminal.resize(20, 60);
      terminal.expect("20 60");
      kapok.run("kill", "c").ok();
      assertThat(terminal.await()).isEqualTo(137);
    }
  }

  /** A monitor that was busy reads all sizes of a burst at once. */
  @Test
  void sizeIsTheLastOneOfABurst() {
    String script = "trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done";
    try (Terminal terminal = run("--name=c", BB, "sh", "-c", script)) {
      terminal.expect("ready");
      String conmon = kapok.run("inspect", "--format", "{{.State.ConmonPid}}", "c").ok().out();
      Shell.run("kill", "-STOP", conmon).ok();
      try {
        terminal.resize(44, 111).resize(45, 112).resize(20, 60);
        Shell.run("sleep", "0.5").ok(); // until all of them have been told
      } finally {
        Shell.run("kill", "-CONT", conmon).ok();
      }
      terminal.expect("20 60");
      kapok.run("kill", "c").ok();
      assertThat(terminal.await()).isEqualTo(137);
    }
  }

  @Test
  void keysGoToTheContainerOneByOne() {
    try (Terminal terminal = run("--rm", BB, "sh")) {
      terminal.expect("#").type("echo a$((1 + 1))b\r").expect("a2b\r\n");
      assertThat(terminal.isRaw()).isTrue();
      terminal.type("sh -c 'echo s$((1 + 1))s; exec sleep 1000'\r").expect("s2s");
      terminal.type(CTRL_C).expect("#").type("exit 5\r");
      assertThat(terminal.await()).isEqualTo(5);
    }
  }

  @Test
  void detachKeysLeaveTheContainerAndAttachComesBack() {
    try (Terminal terminal = run("--name=c", BB, "sh")) {
      terminal.expect("#").type("kept=here\r").expect("#").type(CTRL_P_CTRL_Q);
      assertThat(terminal.await()).isZero();
    }
    assertThat(status("c")).isEqualTo("running");
    try (Terminal terminal = at("attach", "c")) {
      // The prompt was shown before; a new one asks for a key.
      terminal.type("echo x$kept\r").expect("xhere").type("exit 6\r");
      assertThat(terminal.await()).isEqualTo(6);
    }
    assertThat(status("c")).isEqualTo("exited");
  }

  @Test
  void keysThatBeginTheDetachSequenceAreNotLost() {
    try (Terminal terminal = run("--rm", "--detach-keys=ctrl-p,ctrl-q", BB, "sh", "-c", TWO_KEYS)) {
      terminal.expect("ready").type("\020x").expect("10 78");
      assertThat(terminal.await()).isZero();
    }
  }

  @Test
  void detachKeysAreWhatTheUserSays() {
    try (Terminal terminal = run("--name=c", "--detach-keys=ctrl-a,d", BB, "sh")) {
      terminal.expect("#").type("\001d");
      assertThat(terminal.await()).isZero();
    }
    try (Terminal terminal = at("attach", "--detach-keys=x", "c")) {
      terminal.type("echo y\r").expect("y\r\ny\r\n").type("x");
      assertThat(terminal.await()).isZero();
    }
    try (Terminal terminal = at("exec", "-it", "--detach-keys=ctrl-^", "c", "sh")) {
      terminal.expect("#").type("\036");
      assertThat(terminal.await()).isZero();
    }
    kapok.run("stop", "-t", "0", "c").ok();
    try (Terminal terminal = at("start", "-ai", "--detach-keys=q", "c")) {
      terminal.expect("#").type("q");
      assertThat(terminal.await()).isZero();
    }
    assertThat(status("c")).isEqualTo("running");
  }

  @Test
  void detachKeysThatAreNoneAreRefusedBeforeAnythingIsMade() {
    kapok.run("run", "--detach-keys=ctrl-!", BB).exits(125).complains("ctrl-!");
    assertThat(kapok.run("ps", "-aq").ok().lines()).isEmpty();
  }

  @Test
  void emptyDetachKeysLeaveNothing() {
    try (Terminal terminal = run("--rm", "--detach-keys=", BB, "sh", "-c", TWO_KEYS)) {
      terminal.expect("ready").type(CTRL_P_CTRL_Q).expect("10 11");
      assertThat(terminal.await()).isZero();
    }
  }

  @Test
  void execHasATerminalOfItsOwn() {
    shellInBackground("c");
    try (Terminal terminal = at("exec", "-it", "c", "sh")) {
      terminal.expect("#").type("stty size; tty\r").expect("33 99").expect("/dev/pts/1");
      terminal.resize(50, 132);
      terminal.type(
          "until [ \"$(stty size)\" = '50 132' ]; do sleep 0.1; done; echo s$((1 + 1))s\r");
      terminal.expect("s2s");
      terminal.type("exit 3\r");
      assertThat(terminal.await()).isEqualTo(3);
    }
    assertThat(status("c")).isEqualTo("running");
  }

  @Test
  void startInteractiveBringsTheTerminalBack() {
    kapok.run("create", "-it", "--name=c", "--network=none", BB, "sh").ok();
    for (String round : List.of("one", "two")) {
      try (Terminal terminal = at("start", "-ai", "c")) {
        terminal.expect("#").type("stty size; echo " + round + "$((1 + 1))\r").expect("33 99");
        terminal.expect(round + "2").type("exit 4\r");
        assertThat(terminal.await()).isEqualTo(4);
      }
    }
  }

  @Test
  void terminalIsItselfAgainWhenTheContainerIsKilled() {
    try (Terminal terminal = run("--rm", "--name=c", BB, "sh")) {
      terminal.expect("#");
      kapok.run("kill", "c").ok();
      assertThat(terminal.await()).isEqualTo(137);
    }
  }

  @Test
  void terminalIsItselfAgainWhenTheCommandIsKilled() {
    for (String signal : List.of("TERM", "HUP", "INT")) {
      try (Terminal terminal = run("--name=" + signal, "--sig-proxy=false", BB, "sh")) {
        terminal.expect("#");
        terminal.signal(signal);
        assertThat(terminal.await()).isGreaterThan(128);
      }
      assertThat(status(signal)).isEqualTo("running");
    }
  }

  @Test
  void typedSignalsReachAContainerWithoutTerminal() {
    String script = "trap 'echo got; exit 9' INT; echo ready; while :; do sleep 0.1; done";
    try (Terminal terminal = at("run", "--rm", "--network=none", BB, "sh", "-c", script)) {
      terminal.expect("ready").type(CTRL_C).expect("got");
      assertThat(terminal.await()).isEqualTo(9);
    }
  }

  @Test
  void terminalWithoutOneHereIsWarnedAbout() {
    kapok
        .run("run", "-it", "--rm", "--network=none", BB, "tty")
        .ok()
        .complains("the input device is not a TTY");
  }
}
