package dev.kapok.libpod.system;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Queries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes containers that do not run. */
final class PruneContainers {
  private final EngineParts parts;
  private final Map<String, Long> resting = new LinkedHashMap<>();
  private final Map<String, Long> removed = new LinkedHashMap<>();

  PruneContainers(EngineParts parts) {
    this.parts = parts;
  }

  Map<String, Long> run(Map<String, List<String>> filters) {
    for (ContainerSummary container :
        new Queries(parts).list(new ListFilter(true, 0, true, filters))) {
      // Those that hold the namespaces of pods go with their pods.
      if (!container.status().hasProcess() && !container.infra()) {
        resting.put(container.id(), Math.max(0, container.rwSize()));
      }
    }
    Pass pass;
    int before;
    do {
      // Those that others of them needed can go once these have gone.
      before = removed.size();
      pass = new Pass();
      new Lifecycle(parts).removeAll(new ArrayList<>(resting.keySet()), RemoveOptions.PLAIN, pass);
    } while (pass.failure != null && removed.size() > before);
    if (pass.failure != null) {
      throw pass.failure;
    }
    return removed;
  }

  /** What became of those that were left. */
  private final class Pass implements ContainerLifecycle.Outcome {
    private @Nullable KapokException failure;

    @Override
    public void done(String id) {
      Long size = resting.remove(id);
      removed.put(id, size == null ? 0 : size);
    }

    /** Somebody may have started or removed one since it was listed. */
    @Override
    public void failed(KapokException e) {
      boolean changed =
          e.kind() == KapokException.Kind.WRONG_STATE || e.kind() == KapokException.Kind.NOT_FOUND;
      if (!changed && failure == null) {
        failure = e;
      }
    }
  }
}
