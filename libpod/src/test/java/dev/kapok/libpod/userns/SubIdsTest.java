package dev.kapok.libpod.userns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubIdsTest {
  @Test
  void findsTheRangesOfOneUser() {
    String text =
        """
        one:1000:10
        two:2000:20
        one:3000:30
        1001:4000:40
        """;
    assertThat(SubIds.of(text, "one"))
        .containsExactly(new SubIds.Range(1000, 10), new SubIds.Range(3000, 30));
    assertThat(SubIds.of(text, "1001")).containsExactly(new SubIds.Range(4000, 40));
    assertThat(SubIds.of(text, "")).isEmpty();
    assertThat(SubIds.of("", "one")).isEmpty();
  }

  @Test
  void passesOverRubbish() {
    String text =
        """
        # comment

        :::
        one
        one:
        one:1
        one:x:1
        one:1:x
        one:-1:5
        one:1:0
        one:1:2:3
        one:99999999999:1
        one:4294967290:100
          one:7:8
        \0
        one:9:1
        """;
    assertThat(SubIds.of(text, "one"))
        .containsExactly(new SubIds.Range(7, 8), new SubIds.Range(9, 1));
  }
}
