package dev.kapok.libpod.userns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModeOptionsTest {
  @Test
  void splitsAModeIntoNameAndOptions() {
    assertThat(ModeOptions.parse("host")).isEqualTo(new ModeOptions("host", List.of()));
    assertThat(ModeOptions.parse("keep-id:uid=5,gid=6"))
        .isEqualTo(new ModeOptions("keep-id", List.of("uid=5", "gid=6")));
    assertThat(ModeOptions.parse("keep-id:uid=5,gid=6").number("gid", List.of("uid", "gid")))
        .isEqualTo(6);
    assertThat(ModeOptions.parse("keep-id").number("uid", List.of("uid"))).isEqualTo(-1);
  }

  @Test
  void refusesOptionsThatAreUnknownOrNoNumbers() {
    assertThatThrownBy(() -> ModeOptions.parse("keep-id:foo=1").number("uid", List.of("uid")))
        .hasMessage("unknown option specified: \"foo\"");
    for (String value : List.of("uid", "uid=", "uid=x", "uid=-1", "uid=99999999999")) {
      assertThatThrownBy(() -> ModeOptions.parse("keep-id:" + value).number("uid", List.of("uid")))
          .as(value)
          .hasMessageContaining("is no number");
    }
  }
}
