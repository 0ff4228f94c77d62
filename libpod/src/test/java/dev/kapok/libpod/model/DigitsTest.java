package dev.kapok.libpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void readsWholeNumbers() {
    assertThat(Digits.parse("0", 1)).isZero();
    assertThat(Digits.parse("007", 3)).isEqualTo(7);
    assertThat(Digits.parse("999999999", 9)).isEqualTo(999_999_999);
  }

  @Test
  void refusesAnythingElse() {
    for (String text : new String[] {"", "-1", "+1", "1 ", "1a", "1234", "\u0661"}) {
      assertThat(Digits.parse(text, 3)).as(text).isEqualTo(-1);
    }
  }
}
