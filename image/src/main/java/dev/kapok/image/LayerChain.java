package dev.kapok.image;

import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the layers that an image consists of. */
public final class LayerChain {
  private LayerChain() {}

  /**
   * Returns the layers beneath and including one, the lowest first.
   *
   * @param top null for none at all
   * @throws IllegalStateException where one of them is missing from the store
   */
  public static List<Layer> of(LayerStore layers, @Nullable String top) {
    List<Layer> chain = new ArrayList<>();
    for (String id = top; id != null; ) {
      Layer layer = layers.get(id);
      if (layer == null) {
        throw new IllegalStateException("layer " + id + " is missing from the store");
      }
      chain.add(layer);
      id = layer.parent();
    }
    Collections.reverse(chain);
    return chain;
  }
}
