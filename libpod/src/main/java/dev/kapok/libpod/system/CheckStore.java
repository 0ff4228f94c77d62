package dev.kapok.libpod.system;

import dev.kapok.libpod.CheckOptions;
import dev.kapok.libpod.CheckReport;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.StoreDamage;
import java.util.HashSet;
import java.util.Set;

/** Looks for damage; repairs what it may. */
final class CheckStore {
  private final EngineParts parts;
  private final CheckOptions options;

  CheckStore(EngineParts parts, CheckOptions options) {
    this.parts = parts;
    this.options = options;
  }

  CheckReport run() {
    CheckReport report = CheckReport.empty();
    parts.images(); // brings the layers of other stores up to date
    Set<String> damagedLayers = layers(report);
    new CheckRecords(parts, damagedLayers).run(report);
    if (options.unusedAfter() >= 0) {
      for (String id : new UnusedLayers(parts).olderThan(options.unusedAfter())) {
        CheckReport.add(
            report.layers(), id, "layer " + id + ": no image and no container needs it");
      }
    }
    if ((options.repair() || options.force()) && report.damaged()) {
      new RepairStore(parts, options).run(report);
    }
    return report;
  }

  /** Returns the ids of layers whose files are not what they should be. */
  private Set<String> layers(CheckReport report) {
    Set<String> damaged = new HashSet<>();
    for (StoreDamage damage : parts.storeCheck().layers(options.quick())) {
      CheckReport.add(report.layers(), damage.id(), damage.problem());
      if (damage.kind() == StoreDamage.Kind.LAYER) {
        damaged.add(damage.id());
      }
    }
    for (StoreDamage damage : parts.storeCheck().leftovers()) {
      CheckReport.add(report.layers(), damage.id(), damage.problem());
    }
    for (StoreDamage damage : parts.storeCheck().containers()) {
      CheckReport.add(report.containers(), damage.id(), damage.problem());
    }
    return damaged;
  }
}
