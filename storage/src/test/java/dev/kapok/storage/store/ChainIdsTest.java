package dev.kapok.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.storage.Digest;
import org.junit.jupiter.api.Test;

class ChainIdsTest {
  private static final Digest ONE = Digest.sha256("1".repeat(64));
  private static final Digest TWO = Digest.sha256("2".repeat(64));

  @Test
  void isTheDiffIdForTheFirstLayer() {
    assertThat(ChainIds.of(null, ONE)).isEqualTo(ONE);
  }

  @Test
  void hashesBothForTheOthers() {
    // printf 'sha256:111… sha256:222…' | sha256sum
    assertThat(ChainIds.of(ONE, TWO).hex())
        .isEqualTo("9932074217c35353d2e03a3f5a86549f7c67bfeb0ba53e23d69f4d4c8f7958f5");
  }
}
