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

  /** Whose namespace it is. SHAREABLE (ipc only) is private, but others may join it. */
  public enum Kind {
    PRIVATE,
    SHAREABLE,
    HOST,
    CONTAINER,
    PATH
  }
}
