package dev.kapok.image;

import org.jspecify.annotations.Nullable;

/**
 * A full image name: {@code registry/path[:tag][@digest]}.
 *
 * @param registry host and port; {@code docker.io} for the hub
 * @param path the repository within the registry, {@code library/} inserted for the hub's short
 *     ones
 * @param tag null only where a digest is given
 * @param digest null where none is given
 */
public record ImageReference(
    String registry, String path, @Nullable String tag, @Nullable String digest) {
  /** Returns {@code registry/path[:tag][@digest]}. */
  @Override
  public String toString() {
    return registry
        + "/"
        + path
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }
}
