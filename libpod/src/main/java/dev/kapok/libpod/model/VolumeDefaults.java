package dev.kapok.libpod.model;

import java.util.List;

/**
 * Mounts that a user asked for without naming each.
 *
 * @param from other containers whose volumes and binds are mounted, too
 * @param imageVolumes what the volumes that the image declares become
 */
public record VolumeDefaults(List<From> from, ImageVolumes imageVolumes) {
  /** Nobody else's, and anonymous volumes for those of the image. */
  public static final VolumeDefaults NONE = new VolumeDefaults(List.of(), ImageVolumes.ANONYMOUS);

  /** Copies the list. */
  public VolumeDefaults {
    from = List.copyOf(from);
  }

  /**
   * Another container's mounts.
   *
   * @param container a name or id
   * @param options that replace the mounts' own: ro or rw
   */
  public record From(String container, List<String> options) {
    /** Copies the list. */
    public From {
      options = List.copyOf(options);
    }
  }

  /** What becomes of an image's volumes. */
  public enum ImageVolumes {
    ANONYMOUS,
    TMPFS,
    IGNORE
  }
}
