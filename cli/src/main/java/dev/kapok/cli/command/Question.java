package dev.kapok.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks the user something on standard input. */
public final class Question {
  private static final int LONGEST = 1 << 16;
  private static final int INTERRUPT = 3;
  private static final int DELETE = 127;

  private Question() {}

  /** Asks whether to go on after a warning. */
  public static boolean isYes(Session session, String warning) {
    session.console().out(warning + "\nAre you sure you want to continue? [y/N] ");
    session.console().flush();
    String answer = line();
    return answer != null
        && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
  }

  /** Asks for a text; null where the input ends. */
  public static @Nullable String text(Session session, String prompt) {
    session.console().out(prompt);
    session.console().flush();
    return line();
  }

  /** Asks for a text that is not shown while it is typed. */
  public static @Nullable String secret(Session session, String prompt) {
    if (!session.services().terminals().isTerminal(0)) {
      return text(session, prompt);
    }
    session.console().out(prompt);
    session.console().flush();
    session.services().terminals().raw(0);
    try {
      return typed();
    } finally {
      session.services().terminals().restore();
      session.console().out("\n");
    }
  }

  /** Returns all of standard input but line ends at its end. */
  public static String all() {
    try (InputStream in = new FileInputStream(FileDescriptor.in)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      int end = text.length();
      while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
      return text.substring(0, end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the next line, which nobody was asked for here; null where the input ends. */
  public static @Nullable String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n' && line.size() < LONGEST; c = read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static @Nullable String typed() {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int c = read(); c != '\r' && c != '\n'; c = read()) {
      if (c < 0 || c == INTERRUPT) {
        return null;
      }
      if (c == DELETE || c == '\b') {
        text.append(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
        text.setLength(Math.max(0, text.length() - 1));
      } else {
        bytes.write(c);
      }
    }
    return text.append(bytes.toString(StandardCharsets.UTF_8)).toString();
  }

  @SuppressWarnings("resource") // standard input belongs to the process
  private static int read() {
    try {
      return new FileInputStream(FileDescriptor.in).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
