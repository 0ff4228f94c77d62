package dev.kapok.image.list;

import dev.kapok.storage.Digest;
import java.io.IOException;

/** A layer can be had no more in the form in which it came. */
final class BlobGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  BlobGoneException(Digest blob) {
    super("blob " + blob + " is not in the store, and no registry is known to have it");
  }
}
