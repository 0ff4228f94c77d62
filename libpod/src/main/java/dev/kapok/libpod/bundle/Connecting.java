package dev.kapok.libpod.bundle;

import dev.kapok.libpod.connect.Connections;
import dev.kapok.libpod.connect.SeenNetwork;
import dev.kapok.libpod.model.Container;
import org.jspecify.annotations.Nullable;

/**
 * Connects a container to its networks while the rest of its start goes on: most of that is waiting
 * for the kernel and for programs. The database is not used here, it belongs to the other thread.
 */
final class Connecting extends Thread {
  private final Connections networks;
  private final Container container;
  private final String netns;
  private @Nullable SeenNetwork seen;
  private @Nullable Throwable failure;

  /**
   * Plans it; {@link #start} begins.
   *
   * @param container whose ports are claimed
   */
  Connecting(Connections networks, Container container, String netns) {
    super("connecting");
    this.networks = networks;
    this.container = container;
    this.netns = netns;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      seen = networks.connect(container, netns);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Waits for the end; returns what the container sees, or throws what went wrong. */
  SeenNetwork await() {
    end();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    SeenNetwork known = seen;
    if (known == null) {
      throw new IllegalStateException("the thread that connects ended without a result");
    }
    return known;
  }

  /** Waits for the end, whatever it is: nobody else undoes anything before. */
  void end() {
    boolean interrupted = false;
    while (isAlive()) {
      try {
        join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
