package dev.kapok.image;

/** What the user typed fits several images. */
public final class AmbiguousImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what was typed. */
  public AmbiguousImageException(String message) {
    super(message);
  }
}
