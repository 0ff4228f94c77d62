package dev.kapok.image;

/** What was to be removed is no longer what the caller has looked at. */
public final class ImageChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what was typed. */
  public ImageChangedException(String nameOrId) {
    super(
        "removing "
            + nameOrId
            + ": it was changed meanwhile by another command, and stays: look at it, and remove it"
            + " again");
  }
}
