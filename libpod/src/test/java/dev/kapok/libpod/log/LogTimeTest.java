package dev.kapok.libpod.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class LogTimeTest {
  private static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LogTime.parse(bytes, bytes.length);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Test
  void agreesWithTheJdk() {
    for (String text :
        new String[] {
          "1970-01-01T00:00:00Z",
          "2000-02-29T23:59:59.5Z",
          "2024-12-31T12:00:00.123456789+05:30",
          "2026-03-01T00:00:00.000001-11:00",
          "2100-03-01T01:02:03Z"
        }) {
      assertThat(parse(text)).isEqualTo(nanos(OffsetDateTime.parse(text).toInstant()));
    }
  }

  @Test
  void formatsWhatItParses() {
    for (String text :
        new String[] {
          "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.000000001Z", "2026-11-22T08:28:17.679Z"
        }) {
      assertThat(LogTime.format(parse(text))).isEqualTo(text);
    }
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThat(parse("")).isNegative();
    assertThat(parse("hello world, how are you")).isNegative();
    assertThat(parse("2026-01-02 03:04:05Z")).isNegative();
  }
}
