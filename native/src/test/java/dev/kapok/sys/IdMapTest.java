package dev.kapok.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdMapTest {
  private static IdMap map(long... numbers) {
    List<IdRange> ranges = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 3) {
      ranges.add(new IdRange(numbers[i], numbers[i + 1], numbers[i + 2]));
    }
    return new IdMap(ranges);
  }

  @Test
  void translatesBothWays() {
    IdMap map = map(1000, 0, 1, 0, 1, 1000, 1001, 1001, 64536);
    assertThat(map.outside(0)).isEqualTo(1);
    assertThat(map.outside(999)).isEqualTo(1000);
    assertThat(map.outside(1000)).isZero();
    assertThat(map.outside(65536)).isEqualTo(65536);
    assertThat(map.outside(65537)).isEqualTo(-1);
    assertThat(map.outside(-1)).isEqualTo(-1);
    assertThat(map.inside(0)).isEqualTo(1000);
    assertThat(map.inside(1)).isZero();
    assertThat(map.inside(70000)).isEqualTo(-1);
    assertThat(map.size()).isEqualTo(65537);
    assertThat(map.words()).containsExactly("0:1:1000", "1000:0:1", "1001:1001:64536");
  }

  @Test
  void readsWhatItWrites() {
    IdMap map = map(0, 100_000, 65536, 70_000, 5, 1);
    assertThat(IdMap.parse(map.text())).isEqualTo(map);
    assertThat(IdMap.parse("         0       1004          1\n         1     296608      65536\n"))
        .isEqualTo(map(0, 1004, 1, 1, 296608, 65536));
    assertThat(IdMap.parse("")).isEqualTo(IdMap.NONE);
    assertThat(IdMap.parse("\n\n0 0 4294967295\n")).isEqualTo(map(0, 0, 4294967295L));
  }

  @Test
  void refusesTextsThatAreNoMap() {
    for (String text :
        List.of("0 0", "0 0 1 1", "a 0 1", "0 -1 1", "0 0 1x", "0 0 99999999999", "0,0,1")) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> IdMap.parse(text));
    }
  }

  @Test
  void refusesRangesThatMapNothingOrTooMuch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(0, 1, 0))
        .withMessage("mapping 0:1:0 maps no ids");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(0, 1, 4294967295L))
        .withMessageContaining("beyond the last id");
    assertThatIllegalArgumentException().isThrownBy(() -> map(4294967295L, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> map(0, 0, Long.MAX_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> map(-1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> map(0, -1, 1));
    assertThat(map(0, 0, 4294967295L).outside(4294967294L)).isEqualTo(4294967294L);
  }

  @Test
  void refusesRangesThatOverlap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(0, 100, 10, 9, 500, 10))
        .withMessage("mappings 0:100:10 and 9:500:10 overlap in the container");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(0, 100, 10, 10, 109, 10))
        .withMessage("mappings 0:100:10 and 10:109:10 overlap on the host");
    assertThat(map(0, 100, 10, 10, 110, 10).ranges()).hasSize(2);
  }

  @Test
  void refusesMoreRangesThanTheKernelTakes() {
    long[] numbers = new long[3 * (IdMap.MAX_RANGES + 1)];
    for (int i = 0; i <= IdMap.MAX_RANGES; i++) {
      numbers[3 * i] = 2L * i;
      numbers[3 * i + 1] = 3L * i;
      numbers[3 * i + 2] = 1;
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(numbers))
        .withMessageContaining("at most 340");
  }

  @Test
  void isSplitWhereTheNamespaceAroundIs() {
    IdMap rootless = map(0, 1004, 1, 1, 296608, 65536);
    assertThat(map(0, 0, 10, 20, 30, 5).splitBy(rootless).words())
        .containsExactly("0:0:1", "1:1:9", "20:30:5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(0, 65000, 1000).splitBy(rootless))
        .withMessageContaining("id 65537 does not exist here");
  }

  @Test
  void composesWithTheMapOfTheNamespaceAround() {
    IdMap rootless = map(0, 1004, 1, 1, 296608, 65536);
    assertThat(map(0, 1, 1000, 1000, 0, 1, 1001, 1001, 64536).over(rootless).words())
        .containsExactly("0:296608:1000", "1000:1004:1", "1001:297608:64536");
    assertThat(map(0, 0, 10).over(rootless).words()).containsExactly("0:1004:1", "1:296608:9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(0, 65000, 1000).over(rootless))
        .withMessageContaining("id 65537 does not exist here");
  }
}
