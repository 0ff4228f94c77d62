package dev.kapok.cli.format;

/** A function that was called with the wrong things; becomes a {@link TemplateException}. */
final class BadCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadCallException(String message) {
    super(message, null, false, false);
  }
}
