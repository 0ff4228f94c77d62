package dev.kapok.image;

/** An image was named where a list of images is wanted. */
public final class NotAListException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what was found. */
  public NotAListException(String name) {
    super(name + ": image is not a manifest list");
  }
}
