package dev.kapok.libpod.system;

import dev.kapok.image.LayerBlobs;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.Layer;
import dev.kapok.storage.StoreCheck;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers that neither an image nor a container needs: those of a pull that never came to its end.
 */
final class UnusedLayers {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Children first, so that each can be removed when its turn comes. What another driver unpacked,
   * or another store has, is theirs to judge.
   */
  private static final String UNUSED =
      "with recursive used (id, parent) as ("
          + "select l.id, l.parent from layers l where l.id in (select top_layer from images)"
          + " or l.id in (select layer_id from container_layers)"
          + " union select l.id, l.parent from layers l join used u on l.id=u.parent)"
          + " select id from layers where id not in (select id from used)"
          + " and driver=?1 and store is null order by number desc";

  private final EngineParts parts;

  UnusedLayers(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns the ids of those that were unpacked so many seconds ago, or longer. */
  List<String> olderThan(long seconds) {
    StoreCheck store = parts.storeCheck();
    long newest = parts.clock().now() / SECOND - seconds;
    List<String> old = new ArrayList<>();
    for (String id : ids()) {
      if (store.unpackedAt(id) <= newest) {
        old.add(id);
      }
    }
    return old;
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    try (SqlStatement row = parts.database().prepare(UNUSED)) {
      row.bind(1, parts.config().storage().driver());
      while (row.step()) {
        String id = row.text(0);
        if (id != null) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  /** Forgets the old ones, unless somebody needs them by now; a sweep deletes their files. */
  void remove(long seconds) {
    List<String> old = olderThan(seconds);
    try (Tx tx = parts.database().beginRemoval()) {
      for (String id : ids()) {
        Layer layer = old.contains(id) ? parts.layerStore().get(id) : null;
        if (layer != null) {
          parts.layerStore().remove(tx, id);
          LayerBlobs.forget(tx, layer.diffId());
        }
      }
      tx.commit();
    }
  }
}
