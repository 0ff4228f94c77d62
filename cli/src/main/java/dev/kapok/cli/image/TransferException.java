package dev.kapok.cli.image;

/** An image that could not be brought; the message says what was tried, and why it failed. */
public final class TransferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransferException(String message, Throwable cause) {
    super(message, cause);
  }
}
