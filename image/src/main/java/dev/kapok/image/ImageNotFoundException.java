package dev.kapok.image;

/** What the user typed fits no image that is here. */
public final class ImageNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what was typed. */
  public ImageNotFoundException(String nameOrId) {
    super(nameOrId + ": image not known");
  }
}
