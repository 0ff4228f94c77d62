package dev.kapok.test.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A suite that runs the installed command, once as root and once as an unprivileged user.
 *
 * <p>Each test has a store of its own with the image {@link BusyboxImage#NAME} in it. After each,
 * containers are removed, and then no mount, process, cgroup or namespace of that store may be
 * left.
 */
@ExtendWith(TestHostLife.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Identity.class)
public abstract class EngineTest {
  /** The image that every store holds. */
  protected static final String BB = BusyboxImage.NAME;

  /** Who runs the command. */
  @Parameter protected Identity identity = Identity.ROOT;

  /** The command with this test's store. */
  protected Kapok kapok = new Kapok(Identity.ROOT, Path.of("/nonexistent"), Path.of("/"));

  private @Nullable Kapok second;

  @BeforeEach
  void makeStore() {
    String missing = identity.missing();
    assumeTrue(missing == null, missing);
    kapok = TestHost.get().withImage(identity);
  }

  @AfterEach
  void leaveNothing() {
    if (identity.missing() != null) {
      return;
    }
    Result removal = kapok.run("rm", "-f", "-a", "-t", "0");
    assertThat(Leaks.of(kapok)).as("what the test left behind").isEmpty();
    removal.ok();
    Shell.run("rm", "-rf", "--one-file-system", kapok.folder().toString()).ok();
  }

  /** Returns the docker-archive that holds the image. */
  protected static Path archive() {
    return TestHost.get().archive();
  }

  /** Returns a command with this test's second store, which begins empty and goes with the test. */
  protected Kapok second() {
    if (second == null) {
      second = emptyStore();
    }
    return second;
  }

  @AfterEach
  void removeSecondStore() {
    if (second != null) {
      second.run("rm", "-fa", "-t", "0").ok();
      Shell.run("rm", "-rf", second.folder().toString()).ok();
    }
  }

  /** Returns a command with another, empty store; the test cleans it up. */
  protected Kapok emptyStore() {
    return TestHost.get().fresh(identity);
  }

  /** Runs {@code kapok run --rm --network=none} on the image. */
  protected Result runInContainer(String... command) {
    String[] words = new String[4 + command.length];
    words[0] = "run";
    words[1] = "--rm";
    words[2] = "--network=none";
    words[3] = BB;
    System.arraycopy(command, 0, words, 4, command.length);
    return kapok.run(words);
  }
}
