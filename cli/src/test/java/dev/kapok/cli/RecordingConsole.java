package dev.kapok.cli;

import dev.kapok.cli.command.Console;
import java.nio.charset.StandardCharsets;

/** Remembers what a command prints. */
final class RecordingConsole implements Console {
  final StringBuilder out = new StringBuilder();
  final StringBuilder err = new StringBuilder();
  final StringBuilder progress = new StringBuilder();

  @Override
  public void out(String text) {
    out.append(text);
  }

  @Override
  public void err(String text) {
    err.append(text);
  }

  @Override
  public void progress(String text) {
    progress.append(text);
  }

  @Override
  public void raw(boolean error, byte[] bytes, int offset, int length) {
    (error ? err : out).append(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {}
}
