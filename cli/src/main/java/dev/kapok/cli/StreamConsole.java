package dev.kapok.cli;

import dev.kapok.cli.command.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Prints to the process's standard streams. */
final class StreamConsole implements Console {
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);

  @Override
  public void out(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw(false, bytes, 0, bytes.length);
  }

  @Override
  public void err(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw(true, bytes, 0, bytes.length);
  }

  @Override
  public void raw(boolean error, byte[] bytes, int offset, int length) {
    try {
      (error ? err : out).write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {}
}
