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
import dev.kapok.sys.sql.Tx;
import java.util.HashSet;
import java.util.Set;

/**
 * Repairs what a check found: removes what can be had again, or is nobody's, and says what it
 * removed, and what it could not. Containers, which cannot be had again, go only by force.
 */
final class RepairStore {
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
      if (attempts.succeeds(() -> removeImage(id))) {
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
      unlessGone(() -> new Lifecycle(parts).remove(id, new RemoveOptions(true, false, null)));
      return;
    }
    try (Tx tx = parts.database().beginRemoval()) {
      parts.layers().remove(tx, id);
      tx.commit();
    }
    parts.layers().delete(id);
  }

  private void removeImage(String id) {
    unlessGone(() -> new LocalImages(parts).removeUnused(id));
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
