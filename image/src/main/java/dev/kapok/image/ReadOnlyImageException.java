package dev.kapok.image;

/** An image cannot be changed, because it is in an additional store. */
public final class ReadOnlyImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the image and the store. */
  public ReadOnlyImageException(String message) {
    super(message);
  }
}
