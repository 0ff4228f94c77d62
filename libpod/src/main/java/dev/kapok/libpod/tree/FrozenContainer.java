package dev.kapok.libpod.tree;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.runtime.OciRuntime;
import dev.kapok.libpod.verb.Queries;
import java.util.function.Function;

/**
 * Keeps a container's processes from running while its files are read.
 *
 * <p>The container is locked all the time, so nobody can stop or remove it between freezing and
 * thawing. Its recorded state stays the same: whoever looks meanwhile sees it running.
 */
final class FrozenContainer {
  private final EngineParts parts;

  FrozenContainer(EngineParts parts) {
    this.parts = parts;
  }

  /** Does the work with the container as it is; one that doesn't run is only locked. */
  <T> T during(String id, Function<Container, T> work) {
    int lock = parts.locks().lock(id);
    try {
      Container container = new Queries(parts).get(id);
      return container.state().status() == Status.RUNNING
          ? frozen(container, work)
          : work.apply(container);
    } finally {
      parts.locks().unlock(lock);
    }
  }

  private <T> T frozen(Container container, Function<Container, T> work) {
    String id = container.config().id();
    OciRuntime runtime = parts.runtime(container.config().runtime());
    try {
      runtime.pause(id).await();
    } catch (KapokException e) {
      throw new KapokException(
          e.kind(),
          "commit "
              + id
              + ": the container cannot be frozen: "
              + e.getMessage()
              + ": it needs a cgroup of its own with the freezer, which rootless containers have"
              + " where cgroups are delegated to the user: leave --pause out, or stop it first",
          e);
    }
    try {
      return work.apply(container);
    } finally {
      runtime.resume(id).await();
    }
  }
}
