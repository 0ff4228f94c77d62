package dev.kapok.cli;

import dev.kapok.cli.command.Console;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.Output;
import dev.kapok.sys.SyscallException;
import org.jspecify.annotations.Nullable;

/** Prints to the process's standard streams. */
final class ProcessConsole implements Console {
  private static final int STDOUT = 1;

  private final Output out;
  private final Output err;
  private final FileIo io;
  private boolean silent;
  private @Nullable Syslog syslog;

  ProcessConsole(FileIo io) {
    this.io = io;
    this.out = Output.standard(io);
    this.err = Output.error(io);
  }

  /**
   * Drops what goes to standard output from now on ({@code --noout}): this process's words, and
   * those of containers and of programs it starts.
   */
  void silence() {
    silent = true;
    io.close(STDOUT);
    int fd = io.open("/dev/null", OpenFlags.O_WRONLY, 0); // takes the lowest number that is free
    if (fd != STDOUT) {
      io.close(fd);
    }
  }

  /** Sends what goes to standard error to the host's log as well ({@code --syslog}). */
  void copyTo(Syslog log) {
    syslog = log;
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
    Syslog log = syslog;
    if (log != null) {
      try {
        log.send(text);
      } catch (SyscallException e) {
        syslog = null;
        err.print("WARNING: --syslog: " + e.getMessage() + ": is a log daemon running?\n");
      }
    }
  }

  @Override
  public void progress(String text) {
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
