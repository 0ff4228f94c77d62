package dev.kapok.libpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalNamesTest {
  @Test
  void readsNamesAndNumbers() {
    assertThat(SignalNames.parse("TERM")).isEqualTo(15);
    assertThat(SignalNames.parse("sigkill")).isEqualTo(9);
    assertThat(SignalNames.parse(" 2 ")).isEqualTo(2);
    assertThat(SignalNames.parse("SIGRTMIN+3")).isEqualTo(37);
    assertThat(SignalNames.parse("RTMAX-1")).isEqualTo(63);
  }

  @Test
  void refusesWhatIsNoSignal() {
    for (String text :
        new String[] {"", "SIG", "NOSUCH", "65", "-9", "999999", "RTMIN-1", "RTMIN+99"}) {
      assertThat(SignalNames.parse(text)).isZero();
    }
  }

  @Test
  void namesWhatItReads() {
    for (int signal = 1; signal <= 64; signal++) {
      assertThat(SignalNames.parse(SignalNames.name(signal))).isEqualTo(signal);
    }
  }
}
