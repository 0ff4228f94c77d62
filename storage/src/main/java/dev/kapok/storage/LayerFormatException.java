package dev.kapok.storage;

import java.io.IOException;

/** A layer's tar holds something that is not accepted; the message names the entry and the rule. */
public final class LayerFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the entry and the rule it breaks. */
  public LayerFormatException(String message) {
    super(message);
  }
}
