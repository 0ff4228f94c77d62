package dev.kapok.libpod.system;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Queries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes containers that do not run. */
final class PruneContainers {
  private final EngineParts parts;

  PruneContainers(EngineParts parts) {
    this.parts = parts;
  }

  Map<String, Long> run(Map<String, List<String>> filters) {
    Map<String, Long> removed = new LinkedHashMap<>();
    Lifecycle lifecycle = new Lifecycle(parts);
    for (ContainerSummary container :
        new Queries(parts).list(new ListFilter(true, 0, true, filters))) {
      if (!container.status().hasProcess() && isRemoved(lifecycle, container.id())) {
        removed.put(container.id(), Math.max(0, container.rwSize()));
      }
    }
    return removed;
  }

  /** Somebody may have started or removed it since it was listed. */
  private static boolean isRemoved(Lifecycle lifecycle, String id) {
    try {
      lifecycle.remove(id, RemoveOptions.PLAIN);
      return true;
    } catch (KapokException e) {
      boolean changed =
          e.kind() == KapokException.Kind.WRONG_STATE || e.kind() == KapokException.Kind.NOT_FOUND;
      if (changed) {
        return false;
      }
      throw e;
    }
  }
}
