package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Undoes starts whose command was killed before the container ran: its monitor and the runtime's
 * process would wait for ever. Whoever starts or undoes holds the container's lock meanwhile, so a
 * container that rests, has a bundle and is not locked was cut short.
 */
final class CutShort {
  private final EngineParts parts;

  CutShort(EngineParts parts) {
    this.parts = parts;
  }

  /** Looks at those of a list that rest; returns whether any was repaired. */
  boolean repair(List<ContainerSummary> found) {
    boolean any = false;
    Set<String> bundles = null;
    for (int i = 0; i < found.size(); i++) {
      if (rests(found.get(i).status())) {
        bundles = bundles == null ? bundles() : bundles;
        String id = found.get(i).id();
        any |= bundles.contains(id) && repair(id);
      }
    }
    return any;
  }

  private Set<String> bundles() {
    return new HashSet<>(parts.disk().list(parts.paths().bundles()));
  }

  /** Repairs a container if it is one of those, unless somebody works on it. */
  boolean repair(String id) {
    int lock = parts.locks().tryLock(id);
    if (lock < 0) {
      return false;
    }
    try {
      Container container = parts.containers().get(id);
      if (container == null || !isCutShort(container)) {
        return false;
      }
      new Aftermath(parts).settle(container);
      return true;
    } catch (KapokException e) {
      return false; // the next start or removal tells why
    } finally {
      parts.locks().unlock(lock);
    }
  }

  private boolean isCutShort(Container container) {
    return rests(container.state().status())
        && parts.disk().exists(parts.paths().bundle(container.config().id()));
  }

  private static boolean rests(Status status) {
    return status == Status.CONFIGURED || status == Status.EXITED;
  }
}
