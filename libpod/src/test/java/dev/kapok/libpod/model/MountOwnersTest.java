package dev.kapok.libpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MountOwnersTest {
  private static final IdMaps OWN =
      new IdMaps(IdMap.parse("0 100000 5000"), IdMap.parse("0 200000 5000"));

  private static @Nullable IdMaps of(String option, @Nullable IdMaps own) {
    return MountOwners.of(
        new MountConfig(MountConfig.Type.BIND, "/a", "/b", List.of("ro", option)), own);
  }

  private static IdMaps some(String option, @Nullable IdMaps own) {
    return Objects.requireNonNull(of(option, own));
  }

  @Test
  void isAsInTheContainerUnlessSomethingElseIsSaid() {
    assertThat(of("nodev", OWN)).isNull();
    assertThat(of("idmap", OWN)).isEqualTo(OWN);
    assertThat(of("idmap", null)).isNull();
  }

  @Test
  void readsRanges() {
    IdMaps maps = some("idmap=uids=0-1-10#10-11-10;gids=0-100-10", null);
    assertThat(maps.users().words()).containsExactly("0:1:10", "10:11:10");
    assertThat(maps.groups().words()).containsExactly("0:100:10");
    assertThat(some("idmap=uids=@5-7-1", OWN).users().words()).containsExactly("5:100007:1");
    assertThat(some("idmap=uids=0-1-10", OWN).groups()).isEqualTo(OWN.groups());
    assertThat(some("idmap=uids=0-1-10", null).groups().words()).containsExactly("0:1:10");
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (String text :
        new String[] {
          "",
          "x",
          "uids=",
          "uids=1",
          "uids=1-2",
          "uids=1-2-0",
          "uids=a-1-1",
          "uids=1-1-1#",
          "uids=0-1-10#5-20-10",
          "uids=0-1-1;uids=0-1-1",
          "uids=0-4294967295-1",
          "uids=@0-9000-1"
        }) {
      assertThatThrownBy(() -> of("idmap=" + text, OWN))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
