package dev.kapok.libpod.system;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Lifecycle;
import dev.kapok.libpod.verb.Queries;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stops everything that holds on to what a host's administrator has changed: the low-level runtime,
 * or the ids of a rootless user.
 */
final class Migrate {
  private final EngineParts parts;

  Migrate(EngineParts parts) {
    this.parts = parts;
  }

  List<String> run(@Nullable String newRuntime, @Nullable String keeperFolder) {
    String runtime = newRuntime == null ? null : locate(newRuntime);
    List<String> stopped = stopAll();
    if (runtime != null) {
      try (Tx tx = parts.database().begin()) {
        parts.containers().changeRuntime(tx, runtime);
        tx.commit();
      }
    }
    if (keeperFolder != null) {
      // It would be lost with the keeper's namespaces, and its slirp4netns left behind.
      parts.rootlessNamespace().remove();
      new Keeper(parts, keeperFolder).end();
    }
    return stopped;
  }

  private String locate(String name) {
    String path = parts.runtimes().locate(name);
    if (path == null) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "change to runtime \""
              + name
              + "\" requested but no such runtime is defined: install its package, or give its"
              + " path");
    }
    return path;
  }

  private List<String> stopAll() {
    List<String> ids = new ArrayList<>();
    for (ContainerSummary container : new Queries(parts).list(ListFilter.ALL)) {
      if (container.status().hasProcess()) {
        ids.add(container.id());
      }
    }
    Lifecycle lifecycle = new Lifecycle(parts);
    lifecycle.announceStop(ids, null);
    for (String id : ids) {
      lifecycle.stop(id, null);
    }
    return ids;
  }
}
