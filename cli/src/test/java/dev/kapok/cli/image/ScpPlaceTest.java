package dev.kapok.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScpPlaceTest {
  @Test
  void readsUserAndImage() {
    assertThat(ScpPlace.parse("me@localhost::app:1")).isEqualTo(new ScpPlace("me", "app:1"));
    assertThat(ScpPlace.parse("me@localhost::")).isEqualTo(new ScpPlace("me", ""));
    assertThat(ScpPlace.parse("app")).isEqualTo(new ScpPlace(null, "app"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o/etc/passwd", "--all", "me@localhost::-o/etc/passwd"})
  void whatWouldBeAnOptionIsNoImage(String text) {
    assertThatThrownBy(() -> ScpPlace.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no name of an image");
  }
}
