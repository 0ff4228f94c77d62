package dev.kapok.libpod.conmon;

import dev.kapok.sys.SyscallException;
import dev.kapok.sys.Terminals;

/**
 * Gives a container's terminal the size of the user's, again whenever that changes.
 *
 * <p>conmon hands a size on inside itself, where a second one that follows at once can get lost.
 * Changes are therefore told with pauses between them, and the last one twice.
 */
public final class WindowFollower implements Runnable {
  private static final long PAUSE_MILLIS = 100;

  private final Terminals terminals;
  private final int terminal;
  private final ControlFifo fifo;
  private boolean running;
  private boolean changed;

  /** Follows the terminal of this descriptor. */
  public WindowFollower(Terminals terminals, int terminal, ControlFifo fifo) {
    this.terminals = terminals;
    this.terminal = terminal;
    this.fifo = fifo;
  }

  /** Tells the size as it is now. */
  public void tell() {
    int[] size = terminals.size(terminal);
    fifo.resize(size[0], size[1]);
  }

  /** Notes that the size changed; it is told by a thread of its own. */
  public synchronized void changed() {
    changed = true;
    if (!running) {
      running = true;
      Thread thread = new Thread(this, "window");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      do {
        tell();
      } while (isMoreToTell() && pause());
    } catch (SyscallException gone) {
      // The user's terminal hung up or the container's is no more: nothing is left to follow.
      stop();
    }
  }

  private synchronized void stop() {
    running = false;
  }

  /** Returns false once the last size has been told twice. */
  private synchronized boolean isMoreToTell() {
    running = changed;
    changed = false;
    return running;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
