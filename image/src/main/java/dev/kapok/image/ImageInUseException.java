package dev.kapok.image;

/** An image that something still needs; the message names what. */
public final class ImageInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the image, what needs it, and what to do. */
  public ImageInUseException(String message) {
    super(message);
  }
}
