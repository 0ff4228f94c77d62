package dev.kapok.test.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts programs for tests. Their output goes to files, so that no reader can block them. */
public final class Shell {
  /** After this a command of a test is taken for hung and killed. */
  private static final long LIMIT_SECONDS = 120;

  private Shell() {}

  /** Runs a program to its end, with this text as its standard input. */
  public static Result run(List<String> argv, String input) {
    try {
      Path in = Files.createTempFile("shell-it", ".in");
      try {
        Files.writeString(in, input);
        return run(argv, in);
      } finally {
        Files.delete(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result run(List<String> argv, Path in) throws IOException {
    Path out = Files.createTempFile("shell-it", ".out");
    Path err = Files.createTempFile("shell-it", ".err");
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return new Result(argv, -1, text(out), text(err) + "\n(killed after the time limit)");
      }
      return new Result(argv, process.exitValue(), text(out), text(err));
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for " + argv, e);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** Runs a program to its end, without input. */
  public static Result run(String... argv) {
    return run(List.of(argv), "");
  }

  /** Starts a program that the test ends; its output is dropped. */
  public static Process start(List<String> argv) {
    try {
      return new ProcessBuilder(argv)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
