package dev.kapok.libpod.mounts;

import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.StorageException;

/** Mounts containers' layers, also on those of other stores. */
public final class LayerMounts {
  private final EngineParts parts;

  /** Works with these parts. */
  public LayerMounts(EngineParts parts) {
    this.parts = parts;
  }

  /** Mounts one, if it is not mounted yet, and returns where. */
  public String mount(String id) {
    try {
      return parts.layers().mount(id);
    } catch (StorageException e) {
      if (!parts.config().storage().namesOtherStores()) {
        throw e;
      }
      parts.images(); // finds layers again that another store has made again
      return parts.layers().mount(id);
    }
  }
}
