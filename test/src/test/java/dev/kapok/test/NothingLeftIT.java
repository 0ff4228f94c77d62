package dev.kapok.test;

import static org.assertj.core.api.Assertions.assertThat;

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
    List<String> after = Shell.run(System.getProperty("kapok.host-state")).ok().lines();
    assertThat(after.stream().filter(line -> !before.contains(line)).toList())
        .as("left on the host by the integration tests")
        .isEmpty();
  }
}
