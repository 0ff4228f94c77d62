package dev.kapok.image;

import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by which steps an image came about, the last one first. */
public final class ImageHistory {
  private final LayerStore layers;

  /** Reads the layers' sizes from a store. */
  public ImageHistory(LayerStore layers) {
    this.layers = layers;
  }

  /** Returns the steps; an image without a history has one for each layer. */
  public List<HistoryRow> of(StoredImage image) {
    List<Layer> chain = LayerChain.of(layers, image.topLayer());
    List<HistoryEntry> entries = ImageConfig.parse(image.config()).history();
    List<HistoryRow> rows = new ArrayList<>();
    int layer = 0;
    for (int i = 0; i < entries.size(); i++) {
      HistoryEntry entry = entries.get(i);
      boolean hasLayer = !entry.emptyLayer() && layer < chain.size();
      long size = hasLayer ? chain.get(layer).size() : 0;
      layer += hasLayer ? 1 : 0;
      rows.add(row(image, entry, size, i + 1 == entries.size()));
    }
    for (int i = 0; entries.isEmpty() && i < chain.size(); i++) {
      HistoryEntry unknown = new HistoryEntry(null, null, null, null, false);
      rows.add(row(image, unknown, chain.get(i).size(), i + 1 == chain.size()));
    }
    Collections.reverse(rows);
    return rows;
  }

  private static HistoryRow row(StoredImage image, HistoryEntry entry, long size, boolean isLast) {
    return new HistoryRow(
        isLast ? image.id() : HistoryRow.MISSING,
        text(entry.created()),
        text(entry.createdBy()),
        size,
        text(entry.comment()),
        isLast ? image.names() : List.of());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
