package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {
  @Test
  void writesMoments() {
    assertThat(TimeText.go(0)).isEqualTo("1970-01-01 00:00:00 +0000 UTC");
    assertThat(TimeText.go(1_500_000_000L)).isEqualTo("1970-01-01 00:00:01.5 +0000 UTC");
    assertThat(TimeText.rfc3339(1_709_164_800_000_000_000L)).isEqualTo("2024-02-29T00:00:00Z");
  }

  @Test
  void agreesWithTheJdk() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long seconds = random.nextLong(9_000_000_000L) - 500_000_000L;
      assertThat(TimeText.rfc3339(seconds * 1_000_000_000L))
          .isEqualTo(Instant.ofEpochSecond(seconds).toString());
    }
  }
}
