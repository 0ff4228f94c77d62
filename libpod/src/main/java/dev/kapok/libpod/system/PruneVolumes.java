package dev.kapok.libpod.system;

import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.state.VolumeTable;
import dev.kapok.storage.tree.TreeSize;
import dev.kapok.sys.sql.Tx;
import java.util.LinkedHashMap;
import java.util.Map;

/** Removes volumes that no container uses: the row first, then the files. */
final class PruneVolumes {
  private final EngineParts parts;

  PruneVolumes(EngineParts parts) {
    this.parts = parts;
  }

  Map<String, Long> run(long createdBefore) {
    Map<String, Long> removed = new LinkedHashMap<>();
    for (VolumeTable.Row row : parts.volumes().rows()) {
      if (row.users() > 0 || row.created() >= createdBefore) {
        continue;
      }
      String folder = parts.paths().volume(row.name());
      long size = new TreeSize(parts.kernel()).of(parts.paths().volumeData(row.name()));
      if (isForgotten(row.name())) {
        parts.disk().deleteTree(folder);
        removed.put(row.name(), size);
      }
    }
    return removed;
  }

  private boolean isForgotten(String name) {
    try (Tx tx = parts.database().beginRemoval()) {
      boolean gone = parts.volumes().delete(tx, name);
      tx.commit();
      return gone;
    }
  }
}
