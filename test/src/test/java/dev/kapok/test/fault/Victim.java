package dev.kapok.test.fault;

import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Starts commands and kills them at random moments, from their first instruction to a little after
 * the time that they were seen to take.
 *
 * <p>The programs in front of the command (setpriv, env) become it by execve(2), so the process is
 * the command itself once /proc/PID/exe says so, and only then the clock starts. Every other kill
 * takes all that the command has started with it: the runtime, the monitor, helpers of the network.
 */
final class Victim {
  private static final long PATIENCE_SECONDS = 60;

  private final Kapok kapok;
  private final List<String> env;
  private final Random random;
  private final Path program;
  private int rounds;
  private int hits;
  private int familyHits;

  Victim(Kapok kapok, long seed) throws IOException {
    this(kapok, seed, List.of());
  }

  /** Starts commands with these NAME=value entries in their environment. */
  Victim(Kapok kapok, long seed, List<String> env) throws IOException {
    this.kapok = kapok;
    this.env = List.copyOf(env);
    this.random = new Random(seed);
    this.program = Kapok.PREFIX.resolve("bin/kapok").toRealPath();
  }

  /** Runs a command without killing it; returns how long it took, in microseconds. */
  long duration(String... command) throws Exception {
    Process process = Shell.start(kapok.argv(env, command));
    awaitProgram(process);
    long start = System.nanoTime();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed before anything was killed");
    }
    return (System.nanoTime() - start) / 1000;
  }

  /**
   * Starts a command and kills it within so many microseconds, and a tenth more.
   *
   * @return whether the kill came before the command's own end
   */
  boolean kill(long micros, String... command) throws Exception {
    boolean whole = rounds++ % 2 == 1;
    long delay = (long) (random.nextDouble() * micros * 1.1);
    Process process = Shell.start(kapok.argv(env, command));
    awaitProgram(process);
    TimeUnit.MICROSECONDS.sleep(delay);
    boolean hit = isProgram(process);
    if (hit) {
      List<String> pids = new ArrayList<>(List.of("kill", "-9", Long.toString(process.pid())));
      if (whole) {
        pids.addAll(family(process.pid()));
        familyHits++;
      }
      hits++;
      // Some of them may be gone by now.
      Shell.run(pids, "");
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(String.join(" ", command) + " does not come to an end");
    }
    return hit;
  }

  /** Returns how often a command was still running when it was killed. */
  int hits() {
    return hits;
  }

  @Override
  public String toString() {
    return hits
        + " of "
        + rounds
        + " commands were killed before their end, "
        + familyHits
        + " of them with all that they had started";
  }

  private void awaitProgram(Process process) {
    while (process.isAlive() && !isProgram(process)) {
      Thread.onSpinWait();
    }
  }

  private boolean isProgram(Process process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "exe"))
          .equals(program);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a process's descendants, and what has left them but names the store (conmon). */
  private List<String> family(long pid) throws IOException {
    List<String> family = new ArrayList<>();
    ProcessHandle.of(pid)
        .ifPresent(root -> root.descendants().forEach(child -> family.add(child.pid() + "")));
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (commandLine(process).contains(kapok.folder() + "/")) {
          family.add(String.valueOf(process.getFileName()));
        }
      }
    }
    return family;
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException e) {
      return "";
    }
  }
}
