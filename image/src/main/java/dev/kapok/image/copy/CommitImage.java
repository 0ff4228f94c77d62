package dev.kapok.image.copy;

import dev.kapok.image.ImageReference;
import dev.kapok.image.ImageStore;
import dev.kapok.image.StoredImage;
import dev.kapok.storage.Digest;
import dev.kapok.storage.Layer;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes staged layers, the image on them and its names visible, by one transaction. */
final class CommitImage {
  private final StateDatabase database;
  private final LayerStore layers;
  private final ImageStore images;

  CommitImage(StateDatabase database, LayerStore layers, ImageStore images) {
    this.database = database;
    this.layers = layers;
    this.images = images;
  }

  /**
   * Commits an image.
   *
   * @param chain the chain ids of all its layers, the lowest first
   * @param staged those of its layers that were staged, by their place in the chain
   * @return the image, or null where a layer is neither staged nor there any more; then nothing has
   *     changed
   */
  @Nullable StoredImage commit(
      ImageDocuments documents,
      List<Digest> chain,
      Map<Integer, StagedLayer> staged,
      List<ImageReference> names) {
    if (!staged.isEmpty()) {
      layers.sync();
    }
    try (Tx tx = database.begin()) {
      if (isLacking(chain, staged)) {
        return null;
      }
      Layer top = null;
      long size = 0;
      for (int i = 0; i < chain.size(); i++) {
        StagedLayer fresh = staged.get(i);
        top = fresh == null ? layers.find(chain.get(i)) : layers.commit(tx, fresh, top);
        size += top == null ? 0 : top.size();
      }
      StoredImage image =
          new StoredImage(
              documents.id(),
              texts(names),
              documents.manifestDigest(),
              top == null ? null : top.id(),
              documents.created(),
              size,
              documents.config());
      images.put(tx, image, documents.manifest());
      tx.commit();
      return image;
    }
  }

  private boolean isLacking(List<Digest> chain, Map<Integer, StagedLayer> staged) {
    for (int i = 0; i < chain.size(); i++) {
      if (!staged.containsKey(i) && layers.find(chain.get(i)) == null) {
        return true;
      }
    }
    return false;
  }

  private static List<String> texts(List<ImageReference> names) {
    List<String> texts = new ArrayList<>();
    for (ImageReference name : names) {
      texts.add(name.toString());
    }
    return texts;
  }
}
