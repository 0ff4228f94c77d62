package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.parts.EngineParts;
import org.jspecify.annotations.Nullable;

/**
 * A file that tells that a container is frozen for the time of one command.
 *
 * <p>It lies in the container's bundle from before the freezing until after the thawing, and its
 * maker holds the container's lock as long. Whoever finds it under the lock knows that its maker
 * was killed, and lets the container go on.
 */
public final class FreezeMark {
  private final EngineParts parts;
  private final String id;

  /** The mark of a container, set or not. */
  public FreezeMark(EngineParts parts, String id) {
    this.parts = parts;
    this.id = id;
  }

  /** Sets it; the caller has the container's lock. */
  public void set() {
    parts.disk().write(path(), "", 0600);
  }

  /** Takes it away; the container runs again. */
  public void clear() {
    parts.disk().deleteFile(path());
  }

  /**
   * Lets a container go on that was left frozen; the caller has its lock. Where the runtime cannot,
   * the mark stays, so that the next command tries again.
   *
   * @return why it is still frozen, or null where it goes on or has ended
   */
  public @Nullable KapokException thaw(Container container) {
    if (!parts.disk().exists(path())) {
      return null;
    }
    try {
      parts.runtime(container.config().runtime()).resume(id).await();
    } catch (KapokException e) {
      if (!isPointless(e) && new Refresh(parts).isAlive(container.state())) {
        return e;
      }
    }
    clear();
    return null;
  }

  /** Its maker was killed before it froze anything: so runc and crun, and runsc, say it. */
  private static boolean isPointless(KapokException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("not paused") || message.contains("in state running");
  }

  private String path() {
    return parts.paths().inBundle(id, "frozen");
  }
}
