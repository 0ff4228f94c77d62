package dev.kapok.libpod.tree;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.lock.HoldingStream;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.runtime.OciRuntime;
import dev.kapok.libpod.verb.FreezeMark;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Keeps a container there, and if need be its processes from running, while its files are read.
 *
 * <p>The container is locked all the time, so nobody can stop or remove it in between. Its recorded
 * state stays the same: whoever looks meanwhile sees it running.
 */
final class HeldContainer {
  private final EngineParts parts;
  private final String id;

  HeldContainer(EngineParts parts, String id) {
    this.parts = parts;
    this.id = id;
  }

  /**
   * Does the work with the container as it is.
   *
   * @param freeze whether one that runs is frozen meanwhile
   */
  <T> T during(boolean freeze, Function<Container, T> work) {
    int lock = parts.locks().lock(id);
    try {
      Container container = held();
      return freeze && container.state().status() == Status.RUNNING
          ? frozen(container, work)
          : work.apply(container);
    } finally {
      parts.locks().unlock(lock);
    }
  }

  /** Opens a stream of the container's files, which holds the container until it is closed. */
  InputStream reading(Function<Container, InputStream> open) {
    int lock = parts.locks().lock(id);
    InputStream stream = null;
    try {
      stream = open.apply(held());
      return new HoldingStream(stream, () -> parts.locks().unlock(lock));
    } finally {
      if (stream == null) {
        parts.locks().unlock(lock);
      }
    }
  }

  private Container held() {
    Container container = parts.containers().get(id);
    if (container == null) {
      parts.locks().forget(id);
      throw new KapokException(
          KapokException.Kind.NOT_FOUND, "container " + id + " was removed meanwhile");
    }
    new FreezeMark(parts, id).thaw(container);
    return container;
  }

  private <T> T frozen(Container container, Function<Container, T> work) {
    OciRuntime runtime = parts.runtime(container.config().runtime());
    FreezeMark mark = new FreezeMark(parts, id);
    mark.set();
    try {
      runtime.pause(id).await();
    } catch (KapokException e) {
      mark.thaw(container); // some of its processes may be frozen
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
    T result;
    try {
      result = work.apply(container);
    } catch (RuntimeException | Error e) {
      KapokException still = mark.thaw(container);
      if (still != null) {
        e.addSuppressed(still);
      }
      throw e;
    }
    KapokException still = mark.thaw(container);
    if (still != null) {
      throw still;
    }
    return result;
  }
}
