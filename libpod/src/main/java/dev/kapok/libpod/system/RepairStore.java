package dev.kapok.libpod.system;

import dev.kapok.libpod.CheckOptions;
import dev.kapok.libpod.CheckReport;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.images.LocalImages;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Upkeep;
import dev.kapok.storage.Layer;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.Tx;
import java.util.HashSet;
import java.util.Set;

/**
 * Repairs what a check found: removes what can be had again, or is nobody's, and says what it
 * removed, and what it could not. Containers, which cannot be had again, go only by force.
 */
final class RepairStore {
  /** The layers of an image that other stores have. */
  private static final String OF_OTHER_STORES =
      "with recursive chain (id, parent, store) as ("
          + "select id, parent, store from layers"
          + " where id=(select top_layer from images where id=?1)"
          + " union all select l.id, l.parent, l.store from layers l join chain c on l.id=c.parent)"
          + " select id, store from chain where store is not null";

  private final EngineParts parts;
  private final CheckOptions options;
  private final Attempts attempts = new Attempts();

  RepairStore(EngineParts parts, CheckOptions options) {
    this.parts = parts;
    this.options = options;
  }

  void run(CheckReport report) {
    Set<String> before = layers();
    if (options.force()) {
      for (String id : report.containers().keySet()) {
        if (attempts.succeeds(() -> removeContainer(id))) {
          report.removedContainers().add(id);
        }
      }
    }
    for (String id : report.images().keySet()) {
      if (attempts.succeeds(() -> removeImage(id, report.layers().keySet()))) {
        report.removedImages().add(id);
      }
    }
    if (options.unusedAfter() >= 0) {
      attempts.succeeds(() -> new UnusedLayers(parts).remove(options.unusedAfter()));
    }
    attempts.succeeds(() -> new Upkeep(parts).sweep(true));
    attempts.succeeds(() -> parts.storeCheck().makeLinks());
    report.failures().addAll(attempts.failures());
    Set<String> after = layers();
    for (String id : report.layers().keySet()) {
      if (before.contains(id) && !after.contains(id)) {
        report.removedLayers().add(id);
      }
    }
  }

  private Set<String> layers() {
    Set<String> ids = new HashSet<>();
    for (Layer layer : parts.layerStore().list()) {
      ids.add(layer.id());
    }
    return ids;
  }

  private void removeContainer(String id) {
    if (parts.containers().has(id)) {
      unlessGone(() -> new Lifecycle(parts).remove(id, new RemoveOptions(true, false, true, null)));
      return;
    }
    try (Tx tx = parts.database().beginRemoval()) {
      parts.layers().remove(tx, id);
      tx.commit();
    }
    parts.layers().delete(id);
  }

  private void removeImage(String id, Set<String> damaged) {
    requireOwnDamage(id, damaged);
    unlessGone(() -> new LocalImages(parts).removeUnused(id));
  }

  /** An image here on a layer of another store is whole again once that store is repaired. */
  private void requireOwnDamage(String imageId, Set<String> damaged) {
    try (SqlStatement row = parts.database().prepare(OF_OTHER_STORES).bind(1, imageId)) {
      while (row.step()) {
        if (damaged.contains(row.text(0))) {
          throw new KapokException(
              KapokException.Kind.NOT_SUPPORTED,
              "image "
                  + imageId
                  + " stays, for layer "
                  + row.text(0)
                  + " is read-only in the additional image store "
                  + row.text(1)
                  + ": repair that store");
        }
      }
    }
  }

  /** What somebody else removed meanwhile is removed. */
  private static void unlessGone(Attempts.Step step) {
    try {
      step.run();
    } catch (KapokException e) {
      if (e.kind() != KapokException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }
}
