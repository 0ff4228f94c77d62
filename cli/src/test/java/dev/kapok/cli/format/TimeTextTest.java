package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class TimeTextTest {
  private static String go(long nanos, String zone) {
    return TimeText.go(nanos, TimeZone.getTimeZone(zone));
  }

  @Test
  void writesLocalTime() {
    assertThat(go(1_709_164_800_000_000_000L, "Europe/Berlin"))
        .isEqualTo("2024-02-29 01:00:00 +0100 CET");
    assertThat(go(1_720_000_000_000_000_000L, "Europe/Berlin"))
        .isEqualTo("2024-07-03 11:46:40 +0200 CEST");
    assertThat(go(0, "America/St_Johns")).isEqualTo("1969-12-31 20:30:00 -0330 NST");
  }

  @Test
  void writesMoments() {
    assertThat(go(0, "UTC")).isEqualTo("1970-01-01 00:00:00 +0000 UTC");
    assertThat(go(1_500_000_000L, "GMT")).isEqualTo("1970-01-01 00:00:01.5 +0000 UTC");
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
