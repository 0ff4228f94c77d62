package dev.kapok.libpod.userns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreatestIdTest {
  @Test
  void looksAtUsersAndTheirGroups() {
    String passwd =
        """
        root:x:0:0::/root:/bin/sh
        app:x:1500:3000::/:/bin/sh
        nobody:x:65534:65534::/:/bin/false
        rubbish
        a:b:c:d
        :::
        """;
    assertThat(GreatestId.of(passwd)).isEqualTo(3000);
    assertThat(GreatestId.of("staff:x:50:a,b\nnogroup:x:65534:")).isEqualTo(50);
    assertThat(GreatestId.of("")).isEqualTo(-1);
    assertThat(GreatestId.of("huge:x:99999999999:1:::\n")).isEqualTo(1);
  }
}
