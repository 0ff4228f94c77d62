package dev.kapok.cli.image;

import dev.kapok.cli.command.Console;
import dev.kapok.cli.format.HumanSize;
import dev.kapok.image.Progress;
import dev.kapok.storage.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows on standard error how blobs come in: a line for each when it is complete, and on a terminal
 * one more that counts what has come so far.
 */
final class TextProgress implements Progress {
  private static final int SHORT = 12;

  /** How many bytes must come before the counting line is written anew. */
  private static final long STEP = 1 << 20;

  private final Console console;
  private final boolean terminal;
  private final Map<String, Long> running = new LinkedHashMap<>();
  private long shown;
  private long total;
  private boolean counting;

  TextProgress(Console console, boolean terminal) {
    this.console = console;
    this.terminal = terminal;
  }

  @Override
  public synchronized void begin(Digest blob, long size) {
    running.put(blob.hex(), size);
  }

  @Override
  public synchronized void advance(Digest blob, long bytes) {
    total += bytes;
    if (terminal && total - shown >= STEP) {
      shown = total;
      console.progress("\r\u001b[K" + running.size() + " blobs, " + HumanSize.spaced(total));
      counting = true;
    }
  }

  @Override
  public synchronized void end(Digest blob, boolean present) {
    running.remove(blob.hex());
    line(
        "Copying blob "
            + blob.hex().substring(0, SHORT)
            + (present ? " skipped: already exists" : " done"));
  }

  @Override
  public synchronized void note(String line) {
    line(line);
  }

  private void line(String line) {
    if (counting) {
      console.progress("\r\u001b[K");
      counting = false;
    }
    console.err(line + "\n");
  }
}
