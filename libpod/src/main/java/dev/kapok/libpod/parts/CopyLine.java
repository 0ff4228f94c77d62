package dev.kapok.libpod.parts;

import dev.kapok.storage.CopyProgress;
import dev.kapok.sys.Kernel;
import java.nio.charset.StandardCharsets;

/**
 * A line on the terminal, if standard error is one, that says how far the copy of an image's layers
 * for a user namespace is; it is gone afterwards.
 */
final class CopyLine implements CopyProgress {
  private static final int ERROR = 2;
  private static final long MEGABYTE = 1_000_000;

  /** How many bytes must come before the line is written anew. */
  private static final long STEP = 4 * MEGABYTE;

  private static final String CLEAR = "\r\u001b[K";

  private final Kernel kernel;
  private long total;
  private long copied;
  private long shown;
  private boolean terminal;

  CopyLine(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public synchronized void begin(long bytes) {
    total = bytes;
    copied = 0;
    shown = 0;
    terminal = kernel.terminals().isTerminal(ERROR);
  }

  @Override
  public synchronized void advance(long bytes) {
    copied += bytes;
    if (terminal && copied - shown >= STEP) {
      shown = copied;
      write(
          CLEAR
              + "Copying layers for the user namespace: "
              + copied / MEGABYTE
              + " of "
              + Math.max(total, copied) / MEGABYTE
              + " MB");
    }
  }

  @Override
  public synchronized void end() {
    if (shown > 0) {
      write(CLEAR);
    }
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    kernel.io().write(ERROR, bytes, 0, bytes.length);
  }
}
