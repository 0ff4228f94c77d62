package dev.kapok.libpod.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.DetachKeys;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.file.RandomId;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void acceptsWhatPodmanAccepts() {
    for (String name : new String[] {"a", "A-b_c.d", "0", "x".repeat(255)}) {
      assertThat(LegalName.ofContainer(name)).isEqualTo(name);
    }
  }

  @Test
  void refusesWhatIsNoName() {
    for (String name : new String[] {"", "../x", ".", "-a", "_a", "a b", "a/b", "ä", "a\n"}) {
      assertThatThrownBy(() -> LegalName.ofContainer(name))
          .hasMessageStartingWith("names must match");
    }
    assertThatThrownBy(() -> LegalName.ofContainer("x".repeat(256))).hasMessageContaining("255");
    assertThatThrownBy(() -> LegalName.ofVolume("a/b")).hasMessageContaining("volume name \"a/b\"");
    assertThatThrownBy(() -> LegalName.ofVolume("x".repeat(256))).hasMessageContaining("255");
  }

  @Test
  void makesUpLegalNamesThatGrowWithEveryAttempt() {
    RandomId random = new RandomId(TestKernel.get().io());
    for (int attempt = 0; attempt < 5; attempt++) {
      String name = ContainerNames.random(random, attempt);
      assertThat(LegalName.ofContainer(name)).matches("[a-z]+_[a-z]+[0-9]{" + attempt + "}");
    }
  }

  @Test
  void readsDetachKeys() {
    assertThat(DetachKeys.parse("ctrl-p,ctrl-q")).containsExactly(16, 17);
    assertThat(DetachKeys.parse("a,CTRL-[,ctrl-@")).containsExactly('a', 27, 0);
    assertThat(DetachKeys.parse("")).isEmpty();
  }

  @Test
  void refusesWhatAreNoKeys() {
    for (String keys : new String[] {"ctrl-", "ctrl-1", "ctrl-p,", ",", "abc", "ä"}) {
      assertThatThrownBy(() -> DetachKeys.parse(keys)).hasMessageContaining("detach keys");
    }
  }

  @Test
  void readsPids() {
    assertThat(PidText.parse("4711\n")).isEqualTo(4711);
    for (String text : new String[] {"", "x", "-1", "99999999999"}) {
      assertThat(PidText.parse(text)).isZero();
    }
  }
}
