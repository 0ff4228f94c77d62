package dev.kapok.test.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * How a command ended.
 *
 * @param argv the command
 * @param status its exit code
 */
public record Result(List<String> argv, int status, String stdout, String stderr) {
  /** Fails the test unless the exit code is 0. */
  public Result ok() {
    return exits(0);
  }

  /** Fails the test unless the exit code is this one. */
  public Result exits(int expected) {
    assertThat(status)
        .as("exit code of %s%nstdout: %s%nstderr: %s", String.join(" ", argv), stdout, stderr)
        .isEqualTo(expected);
    return this;
  }

  /** Fails the test unless standard error holds the text. */
  public Result complains(String text) {
    assertThat(stderr).as("standard error of %s", String.join(" ", argv)).contains(text);
    return this;
  }

  /** Returns standard output without the line end. */
  public String out() {
    return stdout.strip();
  }

  /** Returns the lines of standard output. */
  public List<String> lines() {
    return stdout.lines().toList();
  }
}
