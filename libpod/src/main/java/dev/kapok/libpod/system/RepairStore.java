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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Repairs what a check found: removes what can be had again, or is nobody's, and says what it
 * removed. Containers, which cannot be had again, go only by force.
 */
final class RepairStore {
  private final EngineParts parts;
  private final CheckOptions options;

  RepairStore(EngineParts parts, CheckOptions options) {
    this.parts = parts;
    this.options = options;
  }

  void run(CheckReport report) {
    Set<String> before = layers();
    if (options.force()) {
      for (String id : new ArrayList<>(report.containers().keySet())) {
        removeContainer(id);
        report.removedContainers().add(id);
      }
    }
    for (String id : new ArrayList<>(report.images().keySet())) {
      if (isRemoved(id)) {
        report.removedImages().add(id);
      }
    }
    if (options.unusedAfter() >= 0) {
      new UnusedLayers(parts).remove(options.unusedAfter());
    }
    new Upkeep(parts).sweep(true);
    parts.storeCheck().makeLinks();
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
      new Lifecycle(parts).remove(id, new RemoveOptions(true, false, null));
      return;
    }
    try (Tx tx = parts.database().beginRemoval()) {
      parts.layers().remove(tx, id);
      tx.commit();
    }
    parts.layers().delete(id);
  }

  private boolean isRemoved(String imageId) {
    try {
      return new LocalImages(parts).removeUnused(imageId).deleted() != null;
    } catch (KapokException e) {
      if (e.kind() == KapokException.Kind.IN_USE) {
        return false;
      }
      throw e;
    }
  }
}
