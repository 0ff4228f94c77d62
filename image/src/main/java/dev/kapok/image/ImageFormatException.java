package dev.kapok.image;

import java.io.IOException;

/**
 * A manifest, configuration, layer or archive that is not what it claims to be; the message names
 * it and the rule it breaks.
 */
public final class ImageFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names what is wrong. */
  public ImageFormatException(String message) {
    super(message);
  }

  /** Names what is wrong, and what found it; the message already says why. */
  public ImageFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
