package dev.kapok.libpod.userns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PossibleMapsTest {
  private static final IdMap ENGINE =
      new IdMap(List.of(new IdRange(0, 1001, 1), new IdRange(1, 100_000, 1000)));

  private static IdMap map(long inside, long outside, long count) {
    return new IdMap(List.of(new IdRange(inside, outside, count)));
  }

  private static void refuses(IdMap users, IdMap groups, String... words) {
    assertThatExceptionOfType(KapokException.class)
        .isThrownBy(() ->
            PossibleMaps.require(
                "--userns=auto: ", new IdMaps(users, groups), new IdMaps(ENGINE, ENGINE)))
        .withMessageStartingWith("--userns=auto: ")
        .satisfies(e -> assertThat(e.getMessage()).contains(words))
        .extracting(KapokException::kind)
        .isEqualTo(KapokException.Kind.INVALID);
  }

  @Test
  void letsThroughWhatTheEngineHas() {
    IdMaps asked = new IdMaps(map(0, 0, 1001), map(0, 5, 10));
    IdMaps maps = PossibleMaps.require("", asked, new IdMaps(ENGINE, ENGINE));
    assertThat(maps.users().words()).as("one range in each").containsExactly("0:0:1", "1:1:1000");
    assertThat(maps.groups().words()).containsExactly("0:5:10");
  }

  @Test
  void saysWhichIdsThereAre() {
    refuses(
        map(0, 500_000, 1),
        map(0, 0, 1),
        "500000 does not exist here",
        "users that exist here are 0,1-1000");
    refuses(map(0, 0, 1), map(0, 1000, 2), "1001 does not exist", "groups that exist here");
  }

  @Test
  void needsARoot() {
    refuses(map(1, 1, 10), map(0, 0, 1), "no id 0", "/etc/subuid");
    refuses(map(0, 0, 1), IdMap.NONE, "no id 0", "/etc/subgid");
  }
}
