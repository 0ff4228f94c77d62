package dev.kapok.libpod.userns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreeIdsTest {
  private static FreeIds free() {
    return new FreeIds(List.of(new SubIds.Range(1000, 100), new SubIds.Range(5000, 50)));
  }

  private static List<String> words(FreeIds free, long size) {
    return requireNonNull(free.map(size, IdMap.NONE)).words();
  }

  @Test
  void usesTheFirstThatAreFree() {
    assertThat(words(free(), 10)).containsExactly("0:1000:10");
    FreeIds some = free();
    some.take(1000, 10);
    assertThat(some.count()).isEqualTo(140);
    assertThat(words(some, 10)).containsExactly("0:1010:10");
  }

  @Test
  void fillsGapsBetweenOthers() {
    FreeIds gaps = free();
    gaps.take(1010, 80);
    gaps.take(900, 105);
    assertThat(words(gaps, 30)).containsExactly("0:1005:5", "5:1090:10", "15:5000:15");
    FreeIds taken = free();
    taken.take(0, 10_000);
    assertThat(taken.count()).isZero();
    taken.take(0, 10_000);
    assertThat(taken.map(1, IdMap.NONE)).isNull();
  }

  @Test
  void saysWhenThereAreTooFew() {
    assertThat(words(free(), 150)).containsExactly("0:1000:100", "100:5000:50");
    assertThat(free().map(151, IdMap.NONE)).isNull();
  }

  @Test
  void keepsWhatIsForced() {
    IdMap forced = new IdMap(List.of(new IdRange(5, 1000, 1), new IdRange(2000, 7, 2)));
    assertThat(requireNonNull(free().map(10, forced)).words())
        .containsExactly("0:1001:5", "5:1000:1", "6:1006:4", "2000:7:2");
  }

  @Test
  void countsEachIdOnce() {
    FreeIds overlapping =
        new FreeIds(
            List.of(
                new SubIds.Range(1000, 100),
                new SubIds.Range(1050, 100),
                new SubIds.Range(1050, 100),
                new SubIds.Range(1140, 20)));
    assertThat(overlapping.count()).isEqualTo(160);
    IdMap map = requireNonNull(overlapping.map(160, IdMap.NONE));
    assertThat(map.words()).containsExactly("0:1000:100", "100:1100:50", "150:1150:10");
    assertThat(overlapping.map(161, IdMap.NONE)).isNull();
  }
}
