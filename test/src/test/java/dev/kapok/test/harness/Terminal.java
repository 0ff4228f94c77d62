package dev.kapok.test.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program at a terminal of its own: what a user types, sees, and does to the window.
 *
 * <p>A shell leads the terminal's session, as a user's shell does, so that the terminal outlives
 * the program and its mode can be compared.
 */
public final class Terminal implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;

  /** Arguments: the terminal, a folder for notes, rows, columns, the program's words. */
  private static final String SHELL =
      """
      tty=$1 notes=$2 rows=$3 columns=$4
      shift 4
      exec <> "$tty" >&0 2>&0
      stty rows "$rows" cols "$columns"
      stty -g > "$notes/before"
      trap : INT QUIT
      sh -c 'echo $$ > "$0"; exec "$@"' "$notes/pid" "$@"
      echo $? > "$notes/status"
      stty -g > "$notes/after"
      """;

  private final Pty pty = new Pty();
  private final Path notes;
  private final Process shell;
  private final Thread reader;
  private final StringBuilder seen = new StringBuilder();
  private int looked;

  /** Starts a program at a terminal of this size. */
  public Terminal(List<String> argv, int rows, int columns) {
    try {
      notes = Files.createTempDirectory("terminal-it");
      List<String> words = new ArrayList<>(List.of("setsid", "-w", "sh", "-c", SHELL, "sh"));
      words.addAll(List.of(pty.path(), notes.toString()));
      words.addAll(List.of(Integer.toString(rows), Integer.toString(columns)));
      words.addAll(argv);
      reader = Thread.ofPlatform().name("terminal").daemon().start(this::read);
      shell = Shell.start(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    byte[] bytes = new byte[4096];
    int got = pty.read(bytes);
    while (got > 0) {
      synchronized (seen) {
        seen.append(new String(bytes, 0, got, StandardCharsets.ISO_8859_1));
        seen.notifyAll();
      }
      got = pty.read(bytes);
    }
  }

  /** Types this. */
  public Terminal type(String text) {
    pty.write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Waits until this is to be read, behind what was waited for before. */
  public Terminal expect(String text) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    synchronized (seen) {
      int at = seen.indexOf(text, looked);
      while (at < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(left).as("patience for '%s'; seen: %s", text, seen).isPositive();
        try {
          seen.wait(left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        at = seen.indexOf(text, looked);
      }
      looked = at + text.length();
    }
    return this;
  }

  /** Gives the window another size. */
  public Terminal resize(int rows, int columns) {
    String[] size = {"rows", Integer.toString(rows), "cols", Integer.toString(columns)};
    Shell.run("stty", "-F", pty.path(), size[0], size[1], size[2], size[3]).ok();
    return this;
  }

  /** Tells whether keys reach the program one by one, and without an echo. */
  public boolean isRaw() {
    String mode = Shell.run("stty", "-F", pty.path(), "-a").ok().stdout();
    return mode.contains("-icanon") && mode.contains("-echo ") && mode.contains("-isig");
  }

  /** Sends a signal to the program. */
  public void signal(String name) {
    Shell.run("kill", "-" + name, note("pid")).ok();
  }

  /**
   * Waits for the program's end, sees to it that the terminal's mode is as it was, and returns the
   * exit code.
   */
  public int await() {
    try {
      assertThat(shell.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
          .as("end of the program; seen: %s", output())
          .isTrue();
      reader.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(note("after")).as("mode of the terminal").isEqualTo(note("before"));
    return Integer.parseInt(note("status"));
  }

  /** Returns all that was to be read so far. */
  public String output() {
    synchronized (seen) {
      return seen.toString();
    }
  }

  private String note(String name) {
    try {
      return Files.readString(notes.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    try {
      shell.waitFor();
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    pty.close();
    Shell.run("rm", "-rf", notes.toString());
  }
}
