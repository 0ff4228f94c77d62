package dev.kapok.cli;

import dev.kapok.cli.command.Console;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.Output;

/** Prints to the process's standard streams. */
final class ProcessConsole implements Console {
  private final Output out;
  private final Output err;
  private boolean silent;

  ProcessConsole(FileIo io) {
    this.out = Output.standard(io);
    this.err = Output.error(io);
  }

  /** Drops what goes to standard output from now on ({@code --noout}). */
  void silence() {
    silent = true;
  }

  @Override
  public void out(String text) {
    if (!silent) {
      out.print(text);
    }
  }

  @Override
  public void err(String text) {
    err.print(text);
  }

  @Override
  public void raw(boolean error, byte[] bytes, int offset, int length) {
    if (error) {
      // What a container wrote in turn appears in turn.
      out.flush();
      err.write(bytes, offset, length);
    } else if (!silent) {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() {
    out.flush();
  }
}
