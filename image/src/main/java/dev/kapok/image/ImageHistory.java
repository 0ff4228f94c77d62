package dev.kapok.image;

import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells by which steps an image came about, the last one first. */
public final class ImageHistory {
  private final LayerStore layers;
  private final ImageStore images;

  /** Reads a store. */
  public ImageHistory(LayerStore layers, ImageStore images) {
    this.layers = layers;
    this.images = images;
  }

  /**
   * Returns the steps; an image without a history has one for each layer. The last step on the
   * layers of another image that is here has that image's id.
   */
  public List<HistoryRow> of(StoredImage image) {
    List<Layer> chain = LayerChain.of(layers, image.topLayer());
    List<HistoryEntry> entries = ImageConfig.parse(image.config()).history();
    if (entries.isEmpty()) {
      entries = Collections.nCopies(chain.size(), new HistoryEntry(null, null, null, null, false));
    }
    Map<String, StoredImage> byTop = byTop(image);
    List<HistoryRow> rows = new ArrayList<>();
    int layer = chain.size() - 1;
    for (int i = entries.size() - 1; i >= 0; i--) {
      HistoryEntry entry = entries.get(i);
      StoredImage top = i + 1 == entries.size() ? image : null;
      long size = 0;
      if (layer >= 0) {
        StoredImage named = byTop.remove(chain.get(layer).id());
        top = top == null ? named : top;
        size = entry.emptyLayer() ? 0 : chain.get(layer).size();
        layer -= entry.emptyLayer() ? 0 : 1;
      }
      rows.add(row(top, entry, size));
    }
    return rows;
  }

  /** Returns the image that was made first on each layer, but for the image itself. */
  private Map<String, StoredImage> byTop(StoredImage image) {
    Map<String, StoredImage> byTop = new HashMap<>();
    List<StoredImage> newestFirst = images.list();
    for (int i = 0; i < newestFirst.size(); i++) {
      StoredImage other = newestFirst.get(i);
      String top = other.topLayer();
      if (top != null && !top.equals(image.topLayer())) {
        byTop.put(top, other);
      }
    }
    return byTop;
  }

  private static HistoryRow row(@Nullable StoredImage image, HistoryEntry entry, long size) {
    return new HistoryRow(
        image == null ? HistoryRow.MISSING : image.id(),
        text(entry.created()),
        text(entry.createdBy()),
        size,
        text(entry.comment()),
        image == null ? List.of() : image.names());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
