package dev.kapok.sys.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.TestKernel;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomIdTest {
  private final RandomId random = new RandomId(TestKernel.get().io());

  @Test
  void makesHexadecimalDigits() {
    assertThat(random.hex(64)).matches("[0-9a-f]{64}");
    assertThat(random.hex(7)).matches("[0-9a-f]{7}");
    assertThat(random.hex(0)).isEmpty();
  }

  @Test
  void usesEveryDigitAndRepeatsNothing() {
    assertThat(random.hex(2000).chars().distinct()).hasSize(16);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      assertThat(seen.add(random.hex(16))).isTrue();
    }
  }
}
