package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes, by force, the containers that keep something else from being removed. */
public final class RemoveUsers {
  private final EngineParts parts;

  /** Works with these parts. */
  public RemoveUsers(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Removes them; those that are gone by now are no failure.
   *
   * @param pods whether those that hold the namespaces of pods go, too, with their pods
   * @param timeout how long each may take to stop, in seconds; null for its own
   */
  public void remove(List<String> ids, boolean pods, @Nullable Integer timeout) {
    Lifecycle lifecycle = new Lifecycle(parts);
    for (int i = 0; i < ids.size(); i++) {
      try {
        lifecycle.remove(ids.get(i), new RemoveOptions(true, false, pods, timeout));
      } catch (KapokException e) {
        if (e.kind() != KapokException.Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
  }
}
