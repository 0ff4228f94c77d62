package dev.kapok.libpod.model;

import dev.kapok.sys.IdMaps;
import org.jspecify.annotations.Nullable;

/**
 * A user namespace other than the engine's own (user_namespaces(7)).
 *
 * @param mode {@code private} for one that is made with each start, {@code container:ID} or {@code
 *     ns:PATH} for one that is joined
 * @param user {@code uid:gid} that the process runs as where nobody says anything else; empty for
 *     root
 * @param maps its ids, and what they are in the engine's own namespace
 */
public record UserNamespace(String mode, String user, IdMaps maps) {
  /** The mode of a namespace of the container's own. */
  public static final String PRIVATE = "private";

  private static final String CONTAINER = "container:";
  private static final String PATH = "ns:";

  /** Returns the id of the container whose namespace this is, null where it is no container's. */
  public @Nullable String container() {
    return mode.startsWith(CONTAINER) ? mode.substring(CONTAINER.length()) : null;
  }

  /** Returns the path of the namespace, null where it has none. */
  public @Nullable String path() {
    return mode.startsWith(PATH) ? mode.substring(PATH.length()) : null;
  }
}
