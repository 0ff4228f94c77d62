package dev.kapok.libpod.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a namespace of a container comes from.
 *
 * @param target the other container's id for CONTAINER, a path for PATH, else null
 */
public record NamespaceMode(Kind kind, @Nullable String target) {
  /** A namespace of its own. */
  public static final NamespaceMode PRIVATE = new NamespaceMode(Kind.PRIVATE, null);

  /** The host's namespace. */
  public static final NamespaceMode HOST = new NamespaceMode(Kind.HOST, null);

  /** A namespace of its own that others may join. */
  public static final NamespaceMode SHAREABLE = new NamespaceMode(Kind.SHAREABLE, null);

  /** In a request: the pod's where that shares it, else a namespace of its own. */
  public static final NamespaceMode POD = new NamespaceMode(Kind.POD, null);

  /**
   * Whose namespace it is. SHAREABLE (ipc only) is private, but others may join it. POD is resolved
   * when the container is created.
   */
  public enum Kind {
    PRIVATE,
    SHAREABLE,
    HOST,
    CONTAINER,
    PATH,
    POD
  }
}
