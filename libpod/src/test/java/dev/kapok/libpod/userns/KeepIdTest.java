package dev.kapok.libpod.userns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.IdMap;
import org.junit.jupiter.api.Test;

class KeepIdTest {
  private static final IdMap USER = IdMap.parse("0 1004 1\n1 296608 65536\n");
  private static final IdMap ALONE = IdMap.parse("0 1004 1\n");

  @Test
  void putsTheUserAmongTheOthers() {
    assertThat(KeepId.keep(USER, 1004).words())
        .containsExactly("0:1:1004", "1004:0:1", "1005:1005:64532");
    assertThat(KeepId.keep(USER, 0).words()).containsExactly("0:0:1", "1:1:65536");
    assertThat(KeepId.keep(USER, 65536).words()).containsExactly("0:1:65536", "65536:0:1");
  }

  @Test
  void putsTheUserBeyondTheOthers() {
    assertThat(KeepId.keep(USER, 2_000_000).words()).containsExactly("0:1:65536", "2000000:0:1");
    assertThat(KeepId.keep(ALONE, 1004).words()).containsExactly("1004:0:1");
  }

  @Test
  void leavesTheUserOut() {
    assertThat(KeepId.without(USER).words()).containsExactly("0:1:65536");
    assertThat(KeepId.without(ALONE)).isEqualTo(IdMap.NONE);
  }
}
