package dev.kapok.libpod.bundle;

import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.ProcessUser;
import dev.kapok.sys.IdMaps;
import org.jspecify.annotations.Nullable;

/**
 * A further process of a running container, as the runtime will read it.
 *
 * @param json the OCI process
 * @param user that it will run as
 * @param maps of the container's own user namespace, null without one
 */
public record ExecDocument(String json, ProcessUser user, @Nullable IdMaps maps) {
  /**
   * Gives the pipes that its monitor has made for it to its user, before it starts.
   *
   * @param monitor the monitor's process
   * @param first the least descriptor of the monitor that is not the caller's own
   */
  public void givePipes(EngineParts parts, int monitor, int first) {
    if (maps != null) {
      new StandardPipes(parts, user, maps).giveOfMonitor(monitor, first);
    }
  }
}
