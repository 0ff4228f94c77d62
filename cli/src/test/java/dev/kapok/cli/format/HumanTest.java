package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HumanTest {
  @Test
  void writesSizes() {
    assertThat(HumanSize.spaced(0)).isEqualTo("0 B");
    assertThat(HumanSize.spaced(999)).isEqualTo("999 B");
    assertThat(HumanSize.spaced(1000)).isEqualTo("1 kB");
    assertThat(HumanSize.spaced(4_311_234)).isEqualTo("4.31 MB");
    assertThat(HumanSize.spaced(46_000_000)).isEqualTo("46 MB");
    assertThat(HumanSize.plain(123_456_789)).isEqualTo("123MB");
    assertThat(HumanSize.plain(Long.MAX_VALUE)).isEqualTo("9.22EB");
    assertThat(HumanSize.fine(1_996_800)).isEqualTo("1.997MB");
    assertThat(HumanSize.fine(46_000_000)).isEqualTo("46MB");
    assertThat(HumanSize.fine(0)).isEqualTo("0B");
  }

  @Test
  void writesSpans() {
    assertThat(span(0)).isEqualTo("Less than a second");
    assertThat(span(1)).isEqualTo("1 second");
    assertThat(span(59)).isEqualTo("59 seconds");
    assertThat(span(60)).isEqualTo("About a minute");
    assertThat(span(150)).isEqualTo("2 minutes");
    assertThat(span(3600)).isEqualTo("About an hour");
    assertThat(span(5 * 3600)).isEqualTo("5 hours");
    assertThat(span(3 * 86400)).isEqualTo("3 days");
    assertThat(span(20 * 86400)).isEqualTo("2 weeks");
    assertThat(span(100 * 86400)).isEqualTo("3 months");
    assertThat(span(800 * 86400)).isEqualTo("2 years");
    assertThat(HumanTime.ago(5_000_000_000L, 8_000_000_000L)).isEqualTo("3 seconds ago");
    assertThat(HumanTime.ago(8_000_000_000L, 5_000_000_000L)).isEqualTo("Less than a second ago");
  }

  private static String span(long seconds) {
    return HumanTime.span(seconds * 1_000_000_000L);
  }
}
