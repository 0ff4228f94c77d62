package dev.kapok.cli.format;

/** A template that cannot be read, or that asks for what is not there. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
