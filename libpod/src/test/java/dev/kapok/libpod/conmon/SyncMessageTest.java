package dev.kapok.libpod.conmon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncMessageTest {
  @Test
  void readsAPid() {
    assertThat(SyncMessage.parse("{\"data\": 4711}\n")).isEqualTo(new SyncMessage(4711, ""));
  }

  @Test
  void readsAFailure() {
    assertThat(SyncMessage.parse("{\"data\": -1, \"message\": \"no \\\"x\\\"\"}"))
        .isEqualTo(new SyncMessage(-1, "no \"x\""));
  }

  @Test
  void readsTheKeysOfOldVersions() {
    assertThat(SyncMessage.parse("{\"pid\": 7}").data()).isEqualTo(7);
    assertThat(SyncMessage.parse("{\"exit_code\": 3}").data()).isEqualTo(3);
  }

  @Test
  void takesAnythingElseForAFailure() {
    for (String line : new String[] {"", "{", "[]", "hello", "{\"data\":{}}"}) {
      assertThat(SyncMessage.parse(line).data()).isNegative();
    }
  }
}
