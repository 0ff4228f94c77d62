package dev.kapok.libpod.conmon;

/** The runtime, or conmon before it, could not do what it was told; the message is its own. */
public final class RuntimeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Passes the words on. */
  public RuntimeFailure(String message) {
    super(message);
  }
}
