package dev.kapok.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.test.harness.Pause;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs after all suites: nothing that they did can be seen on the host any more. */
class NothingLeftIT {
  @Test
  void hostIsAsItWasBeforeTheSuites() throws IOException {
    List<String> before =
        Files.readAllLines(Path.of(System.getProperty("kapok.host-state.before")));
    List<String> left = left(before);
    // A process that has ended is there until the host's first process has reaped it.
    for (int i = 0; i < 100 && !left.isEmpty(); i++) {
      Pause.millis(100);
      left = left(before);
    }
    assertThat(left).as("left on the host by the integration tests").isEmpty();
  }

  private static List<String> left(List<String> before) {
    List<String> after = Shell.run(System.getProperty("kapok.host-state")).ok().lines();
    return after.stream().filter(line -> !before.contains(line)).toList();
  }
}
