package dev.kapok.libpod.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private final List<String> done = new ArrayList<>();

  private Runnable failing(String name) {
    return () -> {
      done.add(name);
      throw new IllegalStateException(name);
    };
  }

  @Test
  void goesOnThoughAStepFails() {
    assertThatThrownBy(() -> Closing.all(List.of(failing("a"), () -> done.add("b"), failing("c"))))
        .hasMessage("a")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(done).containsExactly("a", "b", "c");
  }
}
